-- Second factors, passkeys, single-use links, sign-in by other providers; and secrets that the program must read again.

-- Sealed by AES-256-GCM under the program's key (secret-box.ts); one table, so that no query of anything else meets them.
CREATE TABLE secrets (
  -- What it is of, like `totp 12`: the sealed text opens under this name alone.
  name text COLLATE "C" PRIMARY KEY,
  sealed text COLLATE "C" NOT NULL,
  changed_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Codes of an authenticator app; the seed is the secret `totp <user_id>`.
CREATE TABLE totp_factors (
  user_id bigint PRIMARY KEY,
  -- The time step of the last code that was taken: it and all before it are spent.
  last_step bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- 80 random bits each, of which the hash alone is kept; a used one is gone.
CREATE TABLE recovery_codes (
  user_id bigint NOT NULL,
  code_hash bytea NOT NULL,
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE passkeys (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL,
  credential_id text COLLATE "C" NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL DEFAULT '{}',
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_used_at timestamptz(3)
);
CREATE INDEX passkeys_user ON passkeys (user_id);

-- What may be handed in once: links of e-mails, challenges, sign-ins under way at another provider.
CREATE TABLE sign_in_tickets (
  token_hash bytea PRIMARY KEY,
  kind text COLLATE "C" NOT NULL,
  user_id bigint,
  data jsonb,
  issued_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX sign_in_tickets_user ON sign_in_tickets (user_id, kind);
CREATE INDEX sign_in_tickets_expiry ON sign_in_tickets (expires_at);

-- A second factor was shown in this session. The token that a session had before stays known, to notice its return.
ALTER TABLE sessions ADD COLUMN strong boolean NOT NULL DEFAULT false;
ALTER TABLE sessions ADD COLUMN former_hash bytea UNIQUE;
ALTER TABLE sessions ADD COLUMN rotated_at timestamptz(3) NOT NULL DEFAULT now();

ALTER TABLE roles ADD COLUMN needs_second_factor boolean NOT NULL DEFAULT false;

-- OpenID Connect; the client's secret is the secret `identity provider <id>`.
CREATE TABLE identity_providers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  label text NOT NULL,
  issuer text COLLATE "C" NOT NULL,
  client_id text COLLATE "C" NOT NULL,
  scopes text COLLATE "C" NOT NULL DEFAULT 'openid email profile',
  enabled boolean NOT NULL DEFAULT true,
  create_users boolean NOT NULL DEFAULT false,
  -- The provider has asked for a second factor itself.
  trust_second_factor boolean NOT NULL DEFAULT false,
  -- Its e-mail addresses are checked, also where it doesn't say so: they find the user of the same address.
  trust_email boolean NOT NULL DEFAULT false,
  -- The claim whose values give roles; [{value, role_id}], the first that fits.
  role_claim text NOT NULL DEFAULT '',
  role_map jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE TABLE user_identities (
  provider_id bigint NOT NULL REFERENCES identity_providers (id) ON DELETE CASCADE,
  subject text COLLATE "C" NOT NULL,
  user_id bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (provider_id, subject)
);
CREATE INDEX user_identities_user ON user_identities (user_id);
