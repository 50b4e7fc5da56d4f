-- Long work (pg-boss, in its own schema, decides who runs what when; these rows are what people see of it) and imports.

CREATE TABLE jobs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task text COLLATE "C" NOT NULL,
  data jsonb NOT NULL,
  state text COLLATE "C" NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  -- Whose rights it runs with; null: the system.
  actor_id bigint,
  lang text COLLATE "C" NOT NULL,
  -- Raised by each worker that takes the job. A worker commits only while the number is still its own.
  attempt int NOT NULL DEFAULT 0,
  -- Ended by an error, or by the death of the process.
  failures int NOT NULL DEFAULT 0,
  cancel_requested boolean NOT NULL DEFAULT false,
  done bigint NOT NULL DEFAULT 0,
  total bigint,
  rate double precision,
  message text,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE import_files (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  size bigint NOT NULL,
  -- Where the stored bytes are.
  storage_key text NOT NULL,
  encoding text COLLATE "C" NOT NULL,
  delimiter text NOT NULL,
  has_header boolean NOT NULL,
  header jsonb NOT NULL,
  sample jsonb NOT NULL,
  rows_estimate bigint NOT NULL,
  created_by bigint,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE imports (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  file_id bigint NOT NULL REFERENCES import_files (id),
  job_id bigint REFERENCES jobs (id) ON DELETE SET NULL,
  -- The request as it was checked: format of the file, mapping, options.
  plan jsonb NOT NULL,
  state text COLLATE "C" NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone')),
  -- Rows of the file that are finished with. Written in the same transaction as those rows' records.
  position bigint NOT NULL DEFAULT 0,
  total bigint,
  created bigint NOT NULL DEFAULT 0,
  updated bigint NOT NULL DEFAULT 0,
  skipped bigint NOT NULL DEFAULT 0,
  failed bigint NOT NULL DEFAULT 0,
  message text,
  created_by bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX imports_created ON imports (created_by, id);

-- Rows that were refused, with the reasons as codes: the file of rejected rows is written from them, in the reader's language.
CREATE TABLE import_rejections (
  import_id bigint NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  line bigint NOT NULL,
  seq int NOT NULL DEFAULT 0,
  cells jsonb NOT NULL,
  errors jsonb NOT NULL,
  PRIMARY KEY (import_id, line, seq)
);

-- References of a module to itself (subsidiary of, reports to) whose record may stand further down in the file.
CREATE TABLE import_pending (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  import_id bigint NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  line bigint NOT NULL,
  record_id bigint NOT NULL,
  field text COLLATE "C" NOT NULL,
  value text NOT NULL,
  cells jsonb NOT NULL
);
CREATE INDEX import_pending_import ON import_pending (import_id, id);

-- What the import touched, for undoing it.
CREATE TABLE import_records (
  import_id bigint NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  record_id bigint NOT NULL,
  module text COLLATE "C" NOT NULL,
  created boolean NOT NULL,
  PRIMARY KEY (import_id, record_id)
);

CREATE TABLE import_mappings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  name text NOT NULL,
  mapping jsonb NOT NULL,
  options jsonb NOT NULL,
  created_by bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (module, name)
);
