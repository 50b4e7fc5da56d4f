-- Who may come in: sessions, tokens, credentials; and what HTTP itself keeps. Users are records of the module `users`,
-- whose table the schema synchronisation makes: no foreign keys to it from here.

CREATE TABLE user_credentials (
  user_id bigint PRIMARY KEY,
  password_hash text COLLATE "C" NOT NULL,
  changed_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Only the SHA-256 of a session's token is kept: whoever reads the table can't sign in with it.
CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY,
  id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  user_id bigint NOT NULL,
  csrf_token text COLLATE "C" NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_seen_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  address text COLLATE "C",
  user_agent text COLLATE "C"
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE api_tokens (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  user_id bigint NOT NULL,
  name text NOT NULL,
  -- read, write
  scopes text[] NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_used_at timestamptz(3),
  expires_at timestamptz(3)
);
CREATE INDEX api_tokens_user ON api_tokens (user_id);

-- Failed sign-ins per account and address (their hash). Not worth surviving a crash.
CREATE UNLOGGED TABLE login_failures (
  key bytea PRIMARY KEY,
  failures integer NOT NULL,
  blocked_until timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Answers of POST requests with an Idempotency-Key, for 24 hours.
CREATE TABLE idempotency_keys (
  actor_id bigint NOT NULL,
  key text COLLATE "C" NOT NULL,
  request_hash bytea NOT NULL,
  status smallint,
  headers jsonb,
  body text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- What a person set for the screens alone (the conventions stand in their record).
CREATE TABLE user_preferences (
  user_id bigint PRIMARY KEY,
  value jsonb NOT NULL
);

-- Uploaded files; the bytes stand in the storage under `key`. Ids are random, so that none can be guessed.
CREATE TABLE files (
  id bigint PRIMARY KEY,
  key text COLLATE "C" NOT NULL UNIQUE,
  name text NOT NULL,
  size bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  sha256 bytea NOT NULL,
  created_by bigint,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX files_created_by ON files (created_by);
