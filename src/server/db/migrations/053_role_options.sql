-- Which values of a choice the people of a role may give to records. A role without a list has that of the nearest role
-- above it; where none has one, all values are theirs. Modules and fields stand in the registry: no foreign keys to them.
CREATE TABLE role_options (
  role_id bigint NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
  module text COLLATE "C" NOT NULL,
  field text COLLATE "C" NOT NULL,
  options text[] COLLATE "C" NOT NULL CHECK (cardinality(options) > 0),
  PRIMARY KEY (role_id, module, field)
);
CREATE INDEX role_options_field ON role_options (module, field);
