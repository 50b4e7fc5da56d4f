-- Print forms that administrators changed or made. Append-only: the newest version of a form holds; one without a
-- template is the standard form again, or for a form of one's own: gone.
CREATE TABLE print_templates (
  form text COLLATE "C" NOT NULL,
  version int NOT NULL,
  -- Of a form of one's own.
  module text COLLATE "C",
  -- Shape: features/inventory/print/print-template.ts.
  template jsonb,
  at timestamptz(3) NOT NULL,
  actor_id bigint,
  PRIMARY KEY (form, version)
);
