-- What was done with the system itself: sign-ins, settings, access, exports. Append-only; each entry carries the hash of
-- the one before, so that a change or a gap shows.
CREATE TABLE audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  actor_id bigint,
  actor_name text,
  -- sign_in, profile_changed, …: src/server/audit.ts
  action text COLLATE "C" NOT NULL,
  target_type text COLLATE "C",
  target_id text COLLATE "C",
  target_name text,
  details jsonb,
  address text COLLATE "C",
  hash bytea NOT NULL
);
CREATE INDEX audit_log_actor ON audit_log (actor_id, id);
CREATE INDEX audit_log_action ON audit_log (action, id);
CREATE INDEX audit_log_target ON audit_log (target_type, target_id, id);

CREATE FUNCTION audit_hash(previous bytea, entry audit_log) RETURNS bytea LANGUAGE sql IMMUTABLE
  RETURN sha256(coalesce(previous, ''::bytea) || convert_to(jsonb_build_array(
    extract(epoch FROM entry.at), entry.actor_id, entry.actor_name, entry.action, entry.target_type, entry.target_id, entry.target_name,
    entry.details, entry.address)::text, 'UTF8'));

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
