-- Who is looking at which record, from which window; kept for seconds. May be lost with the server: not logged, not backed up.
CREATE UNLOGGED TABLE presence (
  record_id bigint NOT NULL,
  user_id bigint NOT NULL,
  -- A window of a browser: one person may have several.
  place text COLLATE "C" NOT NULL,
  editing boolean NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  PRIMARY KEY (record_id, user_id, place)
);
CREATE INDEX presence_seen ON presence (seen_at);
