-- What administrators changed of the declarations, each change with what it replaced: history, and the way back.
CREATE TABLE registry_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  version bigint NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  actor_id bigint,
  actor_name text,
  module text COLLATE "C",
  -- field, layout, options, module, menu, configuration …
  kind text COLLATE "C" NOT NULL,
  subject text COLLATE "C",
  before jsonb,
  after jsonb
);
CREATE INDEX registry_changes_module ON registry_changes (module, id DESC);
