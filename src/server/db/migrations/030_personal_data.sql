-- Personal data: the modules in which it is closed, who may see it nevertheless, and who asks to.

-- Where a module stands here, its personal fields are masked for everybody without a grant. None at first: a company
-- that has just begun must see whom it calls.
CREATE TABLE personal_modules (
  module text COLLATE "C" PRIMARY KEY,
  closed_at timestamptz(3) NOT NULL DEFAULT now(),
  closed_by bigint
);

CREATE TABLE personal_grants (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  module text COLLATE "C" NOT NULL,
  -- Null: all records of the module that the receiver may see.
  record_id bigint,
  to_type text COLLATE "C" NOT NULL CHECK (to_type IN ('user', 'role', 'role_and_below', 'group', 'office')),
  to_id bigint NOT NULL,
  -- Null: until it is taken back.
  expires_at timestamptz(3),
  reason text NOT NULL DEFAULT '',
  created_by bigint,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE NULLS NOT DISTINCT (module, record_id, to_type, to_id)
);
CREATE INDEX personal_grants_to ON personal_grants ((to_type || ':' || to_id));

CREATE TABLE personal_requests (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL,
  module text COLLATE "C" NOT NULL,
  record_id bigint NOT NULL,
  reason text NOT NULL,
  status text COLLATE "C" NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'approved', 'refused')),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  decided_by bigint,
  decided_at timestamptz(3),
  -- What the asker is told with the decision.
  answer text NOT NULL DEFAULT ''
);
-- One open question of a person about a record.
CREATE UNIQUE INDEX personal_requests_open ON personal_requests (user_id, record_id) WHERE status = 'open';
CREATE INDEX personal_requests_status ON personal_requests (status, id);
