-- Where a record went that was merged with another one; it stands in the recycle bin then.
ALTER TABLE records ADD COLUMN merged_into bigint;
-- What the program changed because of the act, past the rights of whoever acted; it is taken back with the act alone.
ALTER TABLE changes ADD COLUMN consequence boolean NOT NULL DEFAULT false;

-- Searches for duplicates in a whole module, and what they found.
CREATE TABLE duplicate_scans (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  job_id bigint REFERENCES jobs (id) ON DELETE SET NULL,
  state text COLLATE "C" NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- Where the reading of the records goes on: a list's cursor.
  cursor text,
  looked_at bigint NOT NULL DEFAULT 0,
  groups int NOT NULL DEFAULT 0,
  -- There were more groups than are kept.
  more boolean NOT NULL DEFAULT false,
  created_by bigint,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  finished_at timestamptz(3)
);
CREATE INDEX duplicate_scans_created ON duplicate_scans (created_by, module, id);

-- What is compared, while a search runs: equal or neighbouring keys are candidates. Not worth surviving a crash.
CREATE UNLOGGED TABLE duplicate_keys (
  scan_id bigint NOT NULL,
  -- Which pass over which rule's first part.
  pass smallint NOT NULL,
  key text COLLATE "C" NOT NULL,
  record_id bigint NOT NULL
);
CREATE INDEX duplicate_keys_order ON duplicate_keys (scan_id, pass, key, record_id);

CREATE TABLE duplicate_groups (
  scan_id bigint NOT NULL REFERENCES duplicate_scans (id) ON DELETE CASCADE,
  seq int NOT NULL,
  record_ids bigint[] NOT NULL,
  -- Fields by which they are the same; `label` for the name.
  same text[] NOT NULL,
  PRIMARY KEY (scan_id, seq)
);

-- Pairs of records that somebody told apart, the lower id first.
CREATE TABLE not_duplicates (
  a_id bigint NOT NULL,
  b_id bigint NOT NULL,
  created_by bigint,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (a_id, b_id),
  CHECK (a_id < b_id)
);
CREATE INDEX not_duplicates_b ON not_duplicates (b_id);
