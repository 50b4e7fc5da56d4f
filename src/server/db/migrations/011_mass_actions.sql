-- One action on many records, done in the background: what was asked for, on which records, and which of them were refused.
CREATE TABLE mass_actions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  job_id bigint REFERENCES jobs (id) ON DELETE SET NULL,
  -- The action and its values, and how the records were chosen.
  request jsonb NOT NULL,
  state text COLLATE "C" NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'choosing', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone')),
  -- Where the choice of records goes on: a list's cursor.
  cursor text,
  -- Records that are chosen, and finished with. Each is written in the same transaction as the work that it counts.
  chosen bigint NOT NULL DEFAULT 0,
  position bigint NOT NULL DEFAULT 0,
  changed bigint NOT NULL DEFAULT 0,
  failed bigint NOT NULL DEFAULT 0,
  undone bigint NOT NULL DEFAULT 0,
  message text,
  created_by bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
CREATE INDEX mass_actions_created ON mass_actions (created_by, id);

-- The chosen records, taken before the first of them is changed: a record that the action takes out of its own filter stays in.
CREATE TABLE mass_targets (
  mass_id bigint NOT NULL REFERENCES mass_actions (id) ON DELETE CASCADE,
  seq bigint NOT NULL,
  record_id bigint NOT NULL,
  PRIMARY KEY (mass_id, seq)
);

-- Records that were refused, by the action or by its undo, with the reasons as codes.
CREATE TABLE mass_failures (
  mass_id bigint NOT NULL REFERENCES mass_actions (id) ON DELETE CASCADE,
  undo boolean NOT NULL,
  record_id bigint NOT NULL,
  errors jsonb NOT NULL,
  PRIMARY KEY (mass_id, undo, record_id)
);
