-- Out of office: who stands in for whom, from when until when. In that time the substitute acts on the records of the
-- absent colleague as on their own.
CREATE TABLE absences (
  user_id bigint PRIMARY KEY,
  substitute_id bigint NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL CHECK (ends_at > starts_at),
  CHECK (substitute_id <> user_id)
);
CREATE INDEX absences_substitute ON absences (substitute_id);
