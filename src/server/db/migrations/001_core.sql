-- The tables that every module stands on. Module tables themselves are made by sync.ts from the registry.

-- Human order in any language: ё beside е, case last.
CREATE COLLATION IF NOT EXISTS manul (provider = icu, locale = 'und');

-- One sequence over all modules: an id alone names a record.
CREATE SEQUENCE record_id_seq;

CREATE TABLE settings (
  key text PRIMARY KEY,
  value jsonb NOT NULL
);

-- What administrators added to the standard definitions, and the registry's version. One row, locked to change it.
CREATE TABLE registry (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL,
  custom jsonb NOT NULL
);
INSERT INTO registry (version, custom) VALUES (1, '{"format": 1, "modules": [], "fields": [], "options": []}');

-- Every record of every module: what its id names, what it's called, who owns it, and the words that find it.
CREATE TABLE records (
  id bigint PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  label text COLLATE manul NOT NULL,
  owner_id bigint,
  deleted boolean NOT NULL DEFAULT false,
  search tsvector
);
CREATE INDEX records_search ON records USING gin (search);

-- The change log. An operation is one act of one actor; its changes are the records that it touched. Append-only.
-- History, time machine, undo and audit are read from it.
CREATE TABLE operations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  actor_id bigint,
  actor_name text,
  source text COLLATE "C" NOT NULL,
  cause text COLLATE "C"
);
CREATE INDEX operations_cause ON operations (cause, id) WHERE cause IS NOT NULL;

CREATE TABLE changes (
  id bigint GENERATED ALWAYS AS IDENTITY,
  operation_id bigint NOT NULL,
  record_id bigint NOT NULL,
  module text COLLATE "C" NOT NULL,
  -- create, update, delete, restore, purge, link, unlink
  kind text COLLATE "C" NOT NULL,
  -- The record's version after the change.
  version integer NOT NULL,
  before jsonb,
  after jsonb,
  PRIMARY KEY (record_id, id)
);
CREATE INDEX changes_operation ON changes (operation_id);

-- Who follows which record (the star).
CREATE TABLE stars (
  user_id bigint NOT NULL,
  record_id bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, record_id)
);
CREATE INDEX stars_record ON stars (record_id);

-- How many units of the company's currency one unit of another was worth, from a day on.
CREATE TABLE exchange_rates (
  currency text COLLATE "C" NOT NULL,
  valid_from date NOT NULL,
  rate numeric NOT NULL CHECK (rate > 0),
  PRIMARY KEY (currency, valid_from)
);

-- Folding for comparisons that don't mind case or ё; the same as foldCase() of the in-memory evaluation.
CREATE FUNCTION manul_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN translate(lower(value COLLATE "und-x-icu"), 'ё', 'е');
