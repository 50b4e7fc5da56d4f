-- Who may see and change what: profiles, roles, groups' members, defaults, sharing rules, shares by hand. Users, groups
-- and offices are records of modules, whose tables the schema synchronisation makes: no foreign keys to them from here.

-- Raised by every change of access; one row.
CREATE TABLE access_state (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch bigint NOT NULL
);
INSERT INTO access_state (epoch) VALUES (1);

CREATE TABLE profiles (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE manul NOT NULL UNIQUE,
  -- {modules, fields, tools}: model/access/vocabulary.ts
  rights jsonb NOT NULL,
  -- Names a profile that came with the program, so that the set-up can name it in the company's language.
  preset text COLLATE "C" UNIQUE
);

CREATE TABLE roles (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE manul NOT NULL,
  parent_id bigint REFERENCES roles (id),
  peers text COLLATE "C" NOT NULL DEFAULT 'none' CHECK (peers IN ('none', 'read', 'edit')),
  -- The role of users who were given none.
  is_default boolean NOT NULL DEFAULT false,
  position integer NOT NULL DEFAULT 0,
  preset text COLLATE "C" UNIQUE,
  UNIQUE NULLS NOT DISTINCT (parent_id, name)
);
CREATE UNIQUE INDEX roles_default ON roles (is_default) WHERE is_default;

CREATE TABLE role_profiles (
  role_id bigint NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
  profile_id bigint NOT NULL REFERENCES profiles (id),
  PRIMARY KEY (role_id, profile_id)
);

CREATE TABLE user_access (
  user_id bigint PRIMARY KEY,
  role_id bigint NOT NULL REFERENCES roles (id)
);
CREATE INDEX user_access_role ON user_access (role_id);

CREATE TABLE group_members (
  group_id bigint NOT NULL,
  type text COLLATE "C" NOT NULL CHECK (type IN ('user', 'role', 'role_and_below', 'group')),
  member_id bigint NOT NULL,
  PRIMARY KEY (group_id, type, member_id)
);
CREATE INDEX group_members_member ON group_members (type, member_id);

CREATE TABLE sharing_defaults (
  module text COLLATE "C" PRIMARY KEY,
  level text COLLATE "C" NOT NULL CHECK (level IN ('private', 'read', 'edit', 'full', 'parent'))
);
-- What belongs to other records follows them; everything else is everybody's until the company says otherwise.
INSERT INTO sharing_defaults (module, level) VALUES
  ('comments', 'parent'), ('documents', 'parent'), ('emails', 'parent'), ('messages', 'parent');

CREATE TABLE sharing_rules (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  -- {type, id} or {filter}
  source jsonb NOT NULL,
  -- {type, id}
  target jsonb NOT NULL,
  level text COLLATE "C" NOT NULL CHECK (level IN ('read', 'edit')),
  related text[] NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE record_shares (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  record_id bigint NOT NULL,
  to_type text COLLATE "C" NOT NULL CHECK (to_type IN ('user', 'role', 'role_and_below', 'group', 'office')),
  to_id bigint NOT NULL,
  level text COLLATE "C" NOT NULL CHECK (level IN ('read', 'edit')),
  expires_at timestamptz(3),
  created_by bigint,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (record_id, to_type, to_id)
);
CREATE INDEX record_shares_to ON record_shares ((to_type || ':' || to_id));

-- Profiles and roles to begin with. `*` stands for every module that isn't named.
INSERT INTO profiles (name, preset, rights) VALUES
  ('Administrator', 'administrator', '{"modules": {"*": {"view": true, "create": true, "edit": true, "delete": true, "import": true, "export": true, "merge": true, "mass_edit": true, "convert": true, "see_all": true, "edit_all": true}}, "fields": {},
    "tools": ["settings", "users", "access", "customisation", "audit", "api", "reports", "telephony", "mail", "workflows"]}'),
  ('Standard', 'standard', '{"modules": {"*": {"view": true, "create": true, "edit": true, "delete": true, "import": true, "export": true, "merge": true, "mass_edit": true, "convert": true}}, "fields": {}, "tools": ["api", "reports", "telephony", "mail"]}'),
  ('Sales', 'sales', '{"modules": {"*": {"view": true, "create": true, "edit": true, "delete": true, "import": true, "export": true, "merge": true, "mass_edit": true, "convert": true},
    "products": {"view": true}, "services": {"view": true}, "price_books": {"view": true}, "vendors": {"view": true}, "purchase_orders": {"view": true}}, "fields": {}, "tools": ["api", "reports", "telephony", "mail"]}'),
  ('Support', 'support', '{"modules": {"*": {"view": true},
    "contacts": {"view": true, "create": true, "edit": true}, "organizations": {"view": true, "create": true, "edit": true},
    "tickets": {"view": true, "create": true, "edit": true, "delete": true, "export": true, "merge": true, "mass_edit": true}, "faq": {"view": true, "create": true, "edit": true, "delete": true, "export": true},
    "service_contracts": {"view": true, "create": true, "edit": true}, "assets": {"view": true, "create": true, "edit": true},
    "tasks": {"view": true, "create": true, "edit": true, "delete": true}, "events": {"view": true, "create": true, "edit": true, "delete": true}, "calls": {"view": true, "create": true, "edit": true},
    "emails": {"view": true, "create": true, "edit": true}, "messages": {"view": true, "create": true, "edit": true}, "documents": {"view": true, "create": true, "edit": true, "delete": true}, "comments": {"view": true, "create": true, "edit": true, "delete": true}},
    "fields": {}, "tools": ["reports", "telephony", "mail"]}'),
  ('Read only', 'read_only', '{"modules": {"*": {"view": true}}, "fields": {}, "tools": []}');

INSERT INTO roles (name, preset) VALUES ('Director', 'director');
INSERT INTO roles (name, preset, parent_id, is_default) SELECT 'Employee', 'employee', id, true FROM roles WHERE preset = 'director';
INSERT INTO roles (name, preset, parent_id) SELECT 'Head of sales', 'sales_head', id FROM roles WHERE preset = 'director';
INSERT INTO roles (name, preset, parent_id) SELECT 'Salesperson', 'salesperson', id FROM roles WHERE preset = 'sales_head';
INSERT INTO roles (name, preset, parent_id) SELECT 'Support', 'support', id FROM roles WHERE preset = 'director';
INSERT INTO role_profiles (role_id, profile_id) SELECT r.id, p.id FROM (VALUES
    ('director', 'standard'), ('employee', 'standard'), ('sales_head', 'sales'), ('salesperson', 'sales'), ('support', 'support')) AS x (role, profile)
  JOIN roles r ON r.preset = x.role JOIN profiles p ON p.preset = x.profile;
