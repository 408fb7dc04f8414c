-- What the files of a sequence have in common, counted by the writer when it has nothing else to do. A question about everything
-- then takes a row a sequence, not a row a file. Whatever is done to a file takes the count of its sequence away in the same
-- transaction, and a sequence that is not counted is asked file by file: no answer depends on when somebody counted.
--
-- Of files that are there, so without those that are gone.

ALTER TABLE sequence ADD COLUMN counted_files INTEGER;    -- how many; null where the sequence changed since it was counted last
ALTER TABLE sequence ADD COLUMN counted_headers INTEGER;  -- how many of them have a header
ALTER TABLE sequence ADD COLUMN first_header_id INTEGER;  -- the lowest of their headers
ALTER TABLE sequence ADD COLUMN last_header_id INTEGER;   -- the highest: the same where they share one
ALTER TABLE sequence ADD COLUMN first_frame INTEGER;
ALTER TABLE sequence ADD COLUMN last_frame INTEGER;
ALTER TABLE sequence ADD COLUMN different_frames INTEGER; -- frame 0 may be there twice, as -0
ALTER TABLE sequence ADD COLUMN counted_bytes INTEGER;
ALTER TABLE sequence ADD COLUMN first_file_id INTEGER;    -- the lowest
ALTER TABLE sequence ADD COLUMN last_file_id INTEGER;     -- the highest
ALTER TABLE sequence ADD COLUMN first_indexed_at INTEGER; -- milliseconds
ALTER TABLE sequence ADD COLUMN last_indexed_at INTEGER;  -- milliseconds
ALTER TABLE sequence ADD COLUMN varied_slots INTEGER;     -- bit k: proven that less than half of the files share any value in slot k
ALTER TABLE sequence ADD COLUMN with_changes INTEGER;     -- 0: file_change tells of none of its files, not of one that is gone either

CREATE INDEX sequence_to_count ON sequence (sequence_id) WHERE counted_files IS NULL;

-- All that is counted stands in this one.
DROP INDEX file_of_sequence;
CREATE INDEX file_of_sequence ON file (sequence_id, frame, header_id, gone_at, size_bytes, indexed_at);

-- Files are added by thousands: that the writer takes counts away for once a transaction. All else is seen here.
CREATE TRIGGER file_changed_uncounts
AFTER UPDATE OF file_id, sequence_id, frame, header_id, gone_at, size_bytes, indexed_at ON file
BEGIN
  UPDATE sequence SET counted_files = NULL
  WHERE sequence_id IN (OLD.sequence_id, NEW.sequence_id) AND counted_files IS NOT NULL;
END;

CREATE TRIGGER file_removed_uncounts AFTER DELETE ON file
BEGIN
  UPDATE sequence SET counted_files = NULL WHERE sequence_id = OLD.sequence_id AND counted_files IS NOT NULL;
END;

CREATE TRIGGER change_added_uncounts AFTER INSERT ON file_change
BEGIN
  UPDATE sequence SET counted_files = NULL
  WHERE sequence_id IN (SELECT sequence_id FROM file WHERE file_id IN (NEW.file_id, NEW.moved_to))
    AND counted_files IS NOT NULL;
END;

CREATE TRIGGER change_moved_uncounts AFTER UPDATE OF file_id, moved_to ON file_change
BEGIN
  UPDATE sequence SET counted_files = NULL
  WHERE sequence_id IN (SELECT sequence_id FROM file WHERE file_id IN (NEW.file_id, NEW.moved_to))
    AND counted_files IS NOT NULL;
END;

PRAGMA user_version = 3;
