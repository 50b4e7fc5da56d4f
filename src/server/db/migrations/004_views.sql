-- Saved views of lists: what is shown, in which order, under a name. Users are records of the module `users`, whose
-- table the schema synchronisation makes: no foreign keys to it from here.

CREATE TABLE views (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  name text COLLATE manul NOT NULL,
  type text COLLATE "C" NOT NULL CHECK (type IN ('list', 'kanban', 'calendar')),
  owner_id bigint NOT NULL,
  filter jsonb,
  columns text[],
  sort text,
  -- Everybody who may see the module may use it.
  shared boolean NOT NULL,
  position integer NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  modified_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX views_owner ON views (owner_id, module);
CREATE INDEX views_shared ON views (module) WHERE shared;
