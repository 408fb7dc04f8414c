-- The flat views: stable names for everybody who asks in SQL. Tables below them may change, these do not.

CREATE VIEW v_file AS
SELECT f.file_id,
       CASE WHEN d.path = '/' THEN '/' ELSE d.path || '/' END || coalesce(f.name, f.name_key) AS path,
       d.path AS directory,
       coalesce(f.name, f.name_key) AS name,
       f.size_bytes, f.mtime_ns, f.state, f.sequence_id, f.frame, f.indexed_at, f.gone_at,
       s.show, s.seq, s.shot, s.task, s.layer, s.version, s.aov, s.template,
       f.header_id, d.root_id
FROM file f
JOIN folder d ON d.folder_id = f.folder_id
JOIN sequence s ON s.sequence_id = f.sequence_id;

CREATE VIEW v_part AS
SELECT f.file_id, v.path, p.part_index, p.name AS part_name, p.type, p.compression,
       p.data_min_x, p.data_min_y, p.data_max_x, p.data_max_y,
       p.display_min_x, p.display_min_y, p.display_max_x, p.display_max_y,
       p.data_max_x - p.data_min_x + 1 AS width,
       p.data_max_y - p.data_min_y + 1 AS height,
       p.chunk_count, p.line_order, p.pixel_aspect_ratio, p.view
FROM file f
JOIN v_file v ON v.file_id = f.file_id
JOIN part p ON p.header_id = f.header_id;

CREATE VIEW v_channel AS
SELECT f.file_id, v.path, p.part_index, p.name AS part_name, c.name AS channel, c.layer, c.component, c.channel_group,
       coalesce(c.aov, p.aov, v.aov, 'beauty') AS aov,
       c.pixel_type, c.x_sampling, c.y_sampling, c.p_linear
FROM file f
JOIN v_file v ON v.file_id = f.file_id
JOIN part p ON p.header_id = f.header_id
JOIN channel c ON c.channel_set_id = p.channel_set_id;

-- What a file has of its own, a row a value. It is what v_attribute shows beside the sets, without paths and names.
CREATE VIEW file_attribute AS
SELECT file_id, part_index, ordinal, attribute_id,
       CASE typeof(value) WHEN 'blob' THEN json_extract(CAST(value AS TEXT), '$[0]') ELSE value END AS text,
       CASE WHEN typeof(value) = 'blob' THEN json_extract(CAST(value AS TEXT), '$[2]')
            WHEN numeric AND value NOT IN ('nan', 'inf', '-inf') THEN CAST(value AS REAL) END AS number,
       CASE typeof(value) WHEN 'blob' THEN json_extract(CAST(value AS TEXT), '$[1]') END AS json
FROM (
  SELECT f.file_id, s.part_index, s.ordinal, s.attribute_id, s.numeric,
         CASE s.slot WHEN 0 THEN v.value_0 WHEN 1 THEN v.value_1 WHEN 2 THEN v.value_2
                        WHEN 3 THEN v.value_3 WHEN 4 THEN v.value_4 WHEN 5 THEN v.value_5
                        WHEN 6 THEN v.value_6 WHEN 7 THEN v.value_7 WHEN 8 THEN v.value_8
                        WHEN 9 THEN v.value_9 WHEN 10 THEN v.value_10 WHEN 11 THEN v.value_11
                     ELSE CASE json_type(v.more, '$[' || (s.slot - 12) || ']')
                            WHEN 'array' THEN CAST(json_extract(v.more, '$[' || (s.slot - 12) || ']') AS BLOB)
                            ELSE json_extract(v.more, '$[' || (s.slot - 12) || ']') END END AS value
  FROM file f
  JOIN frame_slot s ON s.header_id = f.header_id
  JOIN frame_values v ON v.file_id = f.file_id
);

CREATE VIEW v_attribute AS
SELECT f.file_id, v.path, p.part_index, n.name, n.type, a.text, a.number, a.ordinal, a.json
FROM file f
JOIN v_file v ON v.file_id = f.file_id
JOIN part p ON p.header_id = f.header_id
JOIN set_attribute a ON a.attribute_set_id = p.attribute_set_id
JOIN attribute_name n ON n.attribute_id = a.attribute_id
WHERE NOT (n.name = 'channels' AND n.type = 'chlist')
UNION ALL
SELECT f.file_id, v.path, a.part_index, n.name, n.type, a.text, a.number, a.ordinal, a.json
FROM file f
JOIN v_file v ON v.file_id = f.file_id
JOIN file_attribute a ON a.file_id = f.file_id
JOIN attribute_name n ON n.attribute_id = a.attribute_id
WHERE NOT (n.name = 'channels' AND n.type = 'chlist');

CREATE VIEW v_sequence AS
SELECT s.sequence_id,
       s.prefix
         || CASE WHEN s.numbered = 0 THEN ''
                 WHEN min(f.frame) = max(f.frame) THEN min(f.frame)
                 ELSE min(f.frame) || '-' || max(f.frame) END
         || CASE WHEN s.numbered = 0 THEN ''
                 WHEN s.padding % 4 = 0 THEN substr('########', 1, s.padding / 4)
                 ELSE substr('@@@@@@@@@@@@@@@@@@', 1, s.padding) END
         || s.suffix AS pattern,
       d.path AS directory,
       min(f.frame) AS first_frame, max(f.frame) AS last_frame,
       count(*) AS frame_count,
       CASE WHEN s.numbered = 0 THEN 0 ELSE max(f.frame) - min(f.frame) + 1 - count(DISTINCT f.frame) END AS missing_count,
       sum(f.state NOT IN ('complete', 'writing')) AS bad_count,
       sum(f.size_bytes) AS size_bytes,
       s.show, s.seq, s.shot, s.task, s.layer, s.version, s.aov, s.template
FROM sequence s
JOIN folder d ON d.folder_id = s.folder_id
JOIN file f ON f.sequence_id = s.sequence_id AND f.gone_at IS NULL
GROUP BY s.sequence_id;

CREATE VIEW v_problem AS
SELECT p.file_id, v.path, p.severity, p.kind, p.byte_offset, p.detail
FROM problem p
JOIN v_file v ON v.file_id = p.file_id;

-- One row for every cryptomatte layer that a part's metadata announces. The manifest may vary from frame to frame while
-- the rest does not, so both kinds of attributes are brought together file by file.
CREATE VIEW v_cryptomatte AS
WITH cryptomatte_key AS ( -- cryptomatte/<id>/<fact>
  SELECT n.attribute_id,
         substr(n.name, 13, instr(substr(n.name, 13), '/') - 1) AS id,
         substr(n.name, 13 + instr(substr(n.name, 13), '/')) AS fact
  FROM attribute_name n
  WHERE n.name > 'cryptomatte/' AND n.name < 'cryptomatte0' -- '0' follows '/'
    AND instr(substr(n.name, 13), '/') > 1
)
SELECT c.file_id, v.path, c.part_index, c.id, c.name, c.hash, c.conversion,
       json_extract(c.manifest, '$.entries') AS manifest_entries,
       json_extract(c.manifest, '$.sizeBytes') AS manifest_bytes,
       json_extract(c.manifest, '$.sha256') AS manifest_sha256,
       c.manifest_file
FROM (
  SELECT a.file_id, a.part_index, a.id,
         max(CASE a.fact WHEN 'name' THEN a.text END) AS name,
         max(CASE a.fact WHEN 'hash' THEN a.text END) AS hash,
         max(CASE a.fact WHEN 'conversion' THEN a.text END) AS conversion,
         max(CASE a.fact WHEN 'manifest' THEN a.json END) AS manifest,
         max(CASE a.fact WHEN 'manif_file' THEN a.text END) AS manifest_file
  FROM (
    SELECT f.file_id, p.part_index, k.id, k.fact, s.text, s.json
    FROM cryptomatte_key k
    JOIN set_attribute s ON s.attribute_id = k.attribute_id
    JOIN part p ON p.attribute_set_id = s.attribute_set_id
    JOIN file f ON f.header_id = p.header_id
    UNION ALL
    SELECT o.file_id, o.part_index, k.id, k.fact, o.text, o.json
    FROM cryptomatte_key k
    JOIN file_attribute o ON o.attribute_id = k.attribute_id
  ) a
  GROUP BY a.file_id, a.part_index, a.id
) c
JOIN v_file v ON v.file_id = c.file_id;

-- What appeared, changed and went, as far back as the index remembers. A new file has no row in file_change: it appeared
-- with its first version, which is what its first change says of before, or what it still is.
CREATE VIEW v_history AS
SELECT c.file_id, v.path, c.at, c.change, c.before_state, c.state, c.before_size_bytes, c.size_bytes,
       (SELECT group_concat(name, ',') FROM (
          SELECT h.name FROM part p JOIN channel h ON h.channel_set_id = p.channel_set_id
          WHERE p.header_id = c.before_header_id ORDER BY p.part_index, h.ordinal)) AS before_channels,
       (SELECT group_concat(name, ',') FROM (
          SELECT h.name FROM part p JOIN channel h ON h.channel_set_id = p.channel_set_id
          WHERE p.header_id = c.header_id ORDER BY p.part_index, h.ordinal)) AS channels,
       c.before_header_id, c.header_id
FROM (
  SELECT file_id, changed_at AS at, kind AS change, before_state, before_header_id, before_size_bytes,
         state, CASE WHEN kind = 'went' THEN NULL ELSE header_id END AS header_id,
         CASE WHEN kind = 'went' THEN NULL ELSE size_bytes END AS size_bytes
  FROM file_change
  UNION ALL
  SELECT f.file_id, coalesce(c.before_at, f.indexed_at), 'appeared', NULL, NULL, NULL,
         coalesce(c.before_state, f.state),
         CASE WHEN c.change_id IS NULL THEN f.header_id ELSE c.before_header_id END,
         coalesce(c.before_size_bytes, f.size_bytes)
  FROM file f
  LEFT JOIN file_change c ON c.change_id = (SELECT min(o.change_id) FROM file_change o WHERE o.file_id = f.file_id)
  WHERE c.change_id IS NULL OR c.before_state IS NOT NULL
) c
JOIN v_file v ON v.file_id = c.file_id
WHERE c.at >= coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'history_from'), 0);

CREATE VIEW v_root AS
SELECT r.root_id, r.path, r.mode, r.sweep_started_at, r.sweep_completed_at, r.sweep_as_of, r.watched_as_of,
       r.unread_folders, r.held_files, r.note,
       (SELECT count(*) FROM file f JOIN folder d ON d.folder_id = f.folder_id
         WHERE d.root_id = r.root_id AND f.gone_at IS NULL) AS file_count
FROM root r;

PRAGMA user_version = 2;
