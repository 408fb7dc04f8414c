-- The index: what every EXR file below the roots says of itself.
--
-- Frames of a sequence share nearly all of their header, so each distinct thing is stored once: a channel set, an
-- attribute set, and the header that joins them part by part. A file points at its header; only the attributes that
-- change from frame to frame are kept for each file. The views of V002 join all of it back flat: use those in queries.
--
-- Times: *_ns are nanoseconds, *_at milliseconds, both since 1970 in UTC. Keys of paths are percent-encoded bytes.

PRAGMA application_id = 1163416132; -- "EXRD"

-- A folder tree that is indexed.
CREATE TABLE root (
  root_id            INTEGER PRIMARY KEY,
  path_key           TEXT NOT NULL UNIQUE,  -- absolute, percent-encoded bytes
  path               TEXT NOT NULL,         -- the same for people
  mode               TEXT NOT NULL,         -- scan | watch | poll: how it was looked at last
  identity           TEXT,                  -- device and inode of the root folder when it was swept last
  sweep_started_at   INTEGER,               -- the last sweep that was begun
  sweep_completed_at INTEGER,               -- the last sweep that saw every folder
  sweep_as_of        INTEGER,               -- when that one began: the index is at least this fresh
  sweep_cursor       TEXT,                  -- the folder that the last sweep had come to when it was interrupted, else null
  watched_as_of      INTEGER,               -- up to when a running daemon knows all that happened; null where it only sweeps
  polled_as_of       INTEGER,               -- up to when names are known by the stamps of folders, where it is polled
  unread_folders     INTEGER NOT NULL DEFAULT 0, -- folders that the last sweep could not list
  held_files         INTEGER NOT NULL DEFAULT 0, -- files that vanished at once and are kept until it is sure
  note               TEXT                   -- what somebody should know about this root, else null
) STRICT;

-- A folder that holds, or held, EXR files.
CREATE TABLE folder (
  folder_id INTEGER PRIMARY KEY,
  root_id   INTEGER NOT NULL REFERENCES root,
  path_key  TEXT NOT NULL UNIQUE,           -- absolute, percent-encoded bytes
  path      TEXT NOT NULL,                  -- the same for people
  mount     INTEGER                         -- device of the file system mounted below the root that it lies in, else null
) STRICT;
CREATE INDEX folder_of_root ON folder (root_id);

-- Frames that differ in nothing but their number; a file without a number is a sequence of its own.
CREATE TABLE sequence (
  sequence_id    INTEGER PRIMARY KEY,
  folder_id      INTEGER NOT NULL REFERENCES folder,
  prefix         TEXT NOT NULL,             -- name before the frame number, for people
  suffix         TEXT NOT NULL,             -- name after it
  numbered       INTEGER NOT NULL,          -- 1: has frames, 0: a single file
  padding        INTEGER NOT NULL,          -- digits of the frame number
  padding_proven INTEGER NOT NULL,          -- 1: some frame has a leading zero, so padding is certain
  show TEXT, seq TEXT, shot TEXT, task TEXT, layer TEXT, aov TEXT, version TEXT, view TEXT, -- tokens of the path
                                            -- aov by its first alias, all others as they stand in the path
  tokens         TEXT,                      -- every token as it stands in the path, a JSON object; null where there is none
  template       TEXT,                      -- the [[template]] that says so; null where none fits and folders were asked
  UNIQUE (folder_id, prefix, suffix, numbered, padding)
) STRICT;
CREATE INDEX sequence_by_aov ON sequence (aov, shot, version) WHERE aov IS NOT NULL;

-- The channel list of a part.
CREATE TABLE channel_set (
  channel_set_id INTEGER PRIMARY KEY,
  digest         BLOB NOT NULL UNIQUE,      -- of names, types, samplings
  channel_count  INTEGER NOT NULL
) STRICT;

CREATE TABLE channel (
  channel_set_id INTEGER NOT NULL REFERENCES channel_set,
  ordinal        INTEGER NOT NULL,          -- 0 is the first in the file
  name           TEXT NOT NULL,
  layer          TEXT,                      -- up to the last dot; null for the default layer
  component      TEXT NOT NULL,             -- after the last dot
  channel_group  TEXT NOT NULL,             -- the first [[group]] that fits, else the layer, else beauty or the name
  aov            TEXT,                      -- layer by its first alias; null for bare R G B A, where the part's name decides
  pixel_type     TEXT NOT NULL,             -- half | float | uint
  x_sampling     INTEGER NOT NULL,          -- pixels per sample
  y_sampling     INTEGER NOT NULL,          -- lines per sample
  p_linear       INTEGER NOT NULL,          -- 0 | 1
  PRIMARY KEY (channel_set_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_by_name ON channel (name);
CREATE INDEX channel_by_layer ON channel (layer);
CREATE INDEX channel_by_group ON channel (channel_group);
CREATE INDEX channel_by_aov ON channel (aov);

-- Names and types of attributes.
CREATE TABLE attribute_name (
  attribute_id INTEGER PRIMARY KEY,
  name         TEXT NOT NULL,
  type         TEXT NOT NULL,               -- the file's own type name
  UNIQUE (name, type)
) STRICT;

-- Names that were seen to change from frame to frame; their values are in frame_values.
CREATE TABLE varying_attribute (
  name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The attributes of a part that its neighbours share.
CREATE TABLE attribute_set (
  attribute_set_id INTEGER PRIMARY KEY,
  digest           BLOB NOT NULL UNIQUE     -- of ordinals, names and types, and the values of those that do not vary
) STRICT;

CREATE TABLE set_attribute (
  attribute_set_id INTEGER NOT NULL REFERENCES attribute_set,
  ordinal          INTEGER NOT NULL,        -- place in the header, 0 first; gaps belong to frame_slot
  attribute_id     INTEGER NOT NULL REFERENCES attribute_name,
  text             TEXT NOT NULL,           -- as show prints it
  number           REAL,                    -- for int, float, double and rational
  json             TEXT,                    -- the typed value where text and type do not give it back
  PRIMARY KEY (attribute_set_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX set_attribute_by_name ON set_attribute (attribute_id);

-- A whole header but for the attributes that vary.
CREATE TABLE header (
  header_id  INTEGER PRIMARY KEY,
  digest     BLOB NOT NULL UNIQUE,          -- of its parts in order
  part_count INTEGER NOT NULL
) STRICT;

CREATE TABLE part (
  header_id          INTEGER NOT NULL REFERENCES header,
  part_index         INTEGER NOT NULL,      -- 0 first
  name               TEXT,
  aov                TEXT,                  -- part name by its first alias, without the view; null where it names none
  type               TEXT,                  -- scanlineimage | tiledimage | deepscanline | deeptile, or the file's own word
  compression        TEXT,                  -- none rle zips zip ..., a number where it has no name
  data_min_x INTEGER, data_min_y INTEGER, data_max_x INTEGER, data_max_y INTEGER,             -- pixels, both corners inside
  display_min_x INTEGER, display_min_y INTEGER, display_max_x INTEGER, display_max_y INTEGER, -- pixels, both corners inside
  line_order         TEXT,
  pixel_aspect_ratio REAL,
  chunk_count        INTEGER,               -- entries of the offset table
  view               TEXT,
  channel_set_id     INTEGER NOT NULL REFERENCES channel_set,
  attribute_set_id   INTEGER NOT NULL REFERENCES attribute_set,
  PRIMARY KEY (header_id, part_index)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_by_channel_set ON part (channel_set_id);
CREATE INDEX part_by_attribute_set ON part (attribute_set_id);

-- A file; its path is the key.
CREATE TABLE file (
  file_id     INTEGER PRIMARY KEY,
  folder_id   INTEGER NOT NULL REFERENCES folder,
  name_key    TEXT NOT NULL,                -- percent-encoded bytes
  name        TEXT,                         -- for people; null where it equals name_key
  sequence_id INTEGER NOT NULL REFERENCES sequence,
  frame       INTEGER,                      -- null where the name has no frame number
  size_bytes  INTEGER NOT NULL,
  mtime_ns    INTEGER NOT NULL,             -- these four decide whether a file is opened again
  ctime_ns    INTEGER NOT NULL,
  inode       INTEGER NOT NULL,
  obs         INTEGER NOT NULL,             -- number of the observation; a lower one never overwrites a higher one
  state       TEXT NOT NULL,                -- writing complete incomplete truncated empty corrupt not_exr unreadable gone
  header_id   INTEGER REFERENCES header,    -- null where no header could be read
  indexed_at  INTEGER NOT NULL,             -- milliseconds
  gone_at     INTEGER,                      -- milliseconds; set when state is gone
  recheck_at  INTEGER,                      -- milliseconds; set while the file was too young to be sure of
  part_bytes  TEXT,                         -- what the chunks of each part take, a JSON array; null for one part and what is not whole
  UNIQUE (folder_id, name_key)
) STRICT;
-- Presence, absence, frames and sizes are told from these two alone: nearly every file is complete.
CREATE INDEX file_of_sequence ON file (sequence_id, frame, header_id, gone_at, size_bytes);
CREATE INDEX file_by_header ON file (header_id);
CREATE INDEX file_not_complete ON file (state, sequence_id) WHERE state <> 'complete';
CREATE INDEX file_to_recheck ON file (recheck_at) WHERE recheck_at IS NOT NULL;

-- Which attributes of a header its files have values of their own for, and where in frame_values those stand.
CREATE TABLE frame_slot (
  header_id    INTEGER NOT NULL REFERENCES header,
  slot         INTEGER NOT NULL,            -- 0 is value_0; 12 and up are in more
  part_index   INTEGER NOT NULL,
  ordinal      INTEGER NOT NULL,            -- place in the part's header, 0 first
  attribute_id INTEGER NOT NULL REFERENCES attribute_name,
  numeric      INTEGER NOT NULL,            -- 1: the text reads as a number
  PRIMARY KEY (header_id, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX frame_slot_by_attribute ON frame_slot (attribute_id);

-- The attributes of a file that its neighbours do not share, in the order of frame_slot; the view file_attribute of V002
-- gives them a row each. A value is its text, or a blob where that does not say all: the JSON array [text, value, number].
CREATE TABLE frame_values (
  file_id INTEGER PRIMARY KEY REFERENCES file,
  value_0 ANY, value_1 ANY, value_2 ANY, value_3 ANY,
  value_4 ANY, value_5 ANY, value_6 ANY, value_7 ANY,
  value_8 ANY, value_9 ANY, value_10 ANY, value_11 ANY,
  more    TEXT                              -- all further ones: a JSON array of texts and of such arrays
) STRICT;

-- What is wrong with a file.
CREATE TABLE problem (
  file_id     INTEGER NOT NULL REFERENCES file,
  ordinal     INTEGER NOT NULL,             -- in the order they were found
  severity    TEXT NOT NULL,                -- fatal | warn
  kind        TEXT NOT NULL,                -- db/README.md has a sentence for each
  byte_offset INTEGER,                      -- from the start of the file; null where no single byte is to blame
  detail      TEXT NOT NULL,
  PRIMARY KEY (file_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Files that were being read when an indexing process died. Who was there three times is left closed until it changes.
CREATE TABLE strike (
  path_key   TEXT PRIMARY KEY,              -- absolute, percent-encoded bytes
  size_bytes INTEGER NOT NULL,              -- these four: what the file was like then
  mtime_ns   INTEGER NOT NULL,
  ctime_ns   INTEGER NOT NULL,
  inode      INTEGER NOT NULL,
  deaths     INTEGER NOT NULL               -- of this version of the file
) STRICT, WITHOUT ROWID;

-- What became of files after they were first put down; one row a change. A new file has none: that it appeared is told by
-- its own row, so an index that is filled anew writes nothing here. Rows older than history_days go.
CREATE TABLE file_change (
  change_id         INTEGER PRIMARY KEY,
  file_id           INTEGER NOT NULL REFERENCES file,
  changed_at        INTEGER NOT NULL,       -- milliseconds
  kind              TEXT NOT NULL,          -- appeared | changed | went | moved
  moved_to          INTEGER REFERENCES file, -- the same file under its new path; set when kind is moved
  before_at         INTEGER NOT NULL,       -- milliseconds: since when it had been as before
  before_state      TEXT,                   -- these three are null where the file had never been finished before
  before_header_id  INTEGER REFERENCES header,
  before_size_bytes INTEGER,
  state             TEXT NOT NULL,          -- of the file afterwards
  header_id         INTEGER REFERENCES header,
  size_bytes        INTEGER NOT NULL
) STRICT;
CREATE INDEX file_change_of_file ON file_change (file_id);
CREATE INDEX file_change_moved ON file_change (moved_to) WHERE moved_to IS NOT NULL;
CREATE INDEX file_change_by_time ON file_change (changed_at);

-- A file that is being written is one change, which goes on until it is finished.
CREATE TRIGGER file_changed AFTER UPDATE OF state, header_id, size_bytes, mtime_ns ON file
WHEN OLD.state <> NEW.state OR OLD.header_id IS NOT NEW.header_id OR OLD.size_bytes <> NEW.size_bytes
  OR OLD.mtime_ns <> NEW.mtime_ns
BEGIN
  UPDATE file_change
  SET changed_at = NEW.indexed_at, state = NEW.state, header_id = NEW.header_id, size_bytes = NEW.size_bytes
  WHERE OLD.state = 'writing' AND NEW.state <> 'gone'
    AND change_id = (SELECT max(c.change_id) FROM file_change c WHERE c.file_id = NEW.file_id);
  INSERT INTO file_change (file_id, changed_at, kind, before_at, before_state, before_header_id, before_size_bytes,
                           state, header_id, size_bytes)
  SELECT NEW.file_id, coalesce(NEW.gone_at, NEW.indexed_at),
         CASE WHEN NEW.state = 'gone' THEN 'went' WHEN OLD.state IN ('gone', 'writing') THEN 'appeared' ELSE 'changed' END,
         coalesce(OLD.gone_at, OLD.indexed_at),
         CASE WHEN OLD.state <> 'writing' OR NEW.state = 'gone' THEN OLD.state END,
         CASE WHEN OLD.state <> 'writing' OR NEW.state = 'gone' THEN OLD.header_id END,
         CASE WHEN OLD.state <> 'writing' OR NEW.state = 'gone' THEN OLD.size_bytes END,
         NEW.state, NEW.header_id, NEW.size_bytes
  WHERE OLD.state <> 'writing' OR NEW.state = 'gone'
     OR NOT EXISTS (SELECT 1 FROM file_change c WHERE c.file_id = NEW.file_id);
END;

-- From which file_id on rows are new since when; a row a minute at most. Tells new files without a look at all of them.
CREATE TABLE arrival (
  arrived_at    INTEGER PRIMARY KEY,        -- milliseconds
  first_file_id INTEGER NOT NULL            -- no file with this number or a higher one was put down before
) STRICT;

-- What the index was made with, and from when on it remembers changes (history_from); one row a name.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The daemon's last word about itself; at most one row.
CREATE TABLE daemon (
  daemon_id    INTEGER PRIMARY KEY CHECK (daemon_id = 1),
  pid          INTEGER NOT NULL,
  started_at   INTEGER NOT NULL,
  heartbeat_at INTEGER NOT NULL,
  stopped_at   INTEGER,                     -- set by an orderly stop
  report       TEXT NOT NULL                -- JSON: queue, watches, counters
) STRICT;

PRAGMA user_version = 1;
