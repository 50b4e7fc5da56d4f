-- Operations that nobody has looked at yet: written with them, taken out by whoever acts on changes (src/server/outbox.ts).
-- A row is visible only when its operation is: no order of commits can make one be passed over.
CREATE TABLE outbox (
  operation_id bigint PRIMARY KEY
);

-- What people are told. One row may stand for many events: as long as it is unread, the like of it is added to it.
CREATE TABLE notifications (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL,
  -- mention, assigned, comment, followed, job, reminder, due
  kind text COLLATE "C" NOT NULL,
  -- Of like events: the same record changed again, the next rows of one import.
  topic text COLLATE "C" NOT NULL,
  module text COLLATE "C",
  -- Null where it stands for several records.
  record_id bigint,
  actor_id bigint,
  -- How many records (or, of one record, how many times).
  count bigint NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  at timestamptz(3) NOT NULL,
  read_at timestamptz(3)
);
CREATE INDEX notifications_user ON notifications (user_id, at DESC, id DESC);
CREATE UNIQUE INDEX notifications_unread ON notifications (user_id, topic) WHERE read_at IS NULL;
CREATE INDEX notifications_age ON notifications (at);

-- Records of which somebody wants to hear nothing.
CREATE TABLE notification_mutes (
  user_id bigint NOT NULL,
  record_id bigint NOT NULL,
  PRIMARY KEY (user_id, record_id)
);

-- Kinds that somebody has switched off.
CREATE TABLE notification_choices (
  user_id bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  in_app boolean NOT NULL,
  PRIMARY KEY (user_id, kind)
);

-- Moments that were told already (reminders, due days): each once, whatever becomes of the notification.
CREATE TABLE notification_moments (
  topic text COLLATE "C" PRIMARY KEY,
  at timestamptz(3) NOT NULL DEFAULT now()
);

-- Whether the owner of a finished job was told. What is finished already is old news.
ALTER TABLE jobs ADD COLUMN told boolean NOT NULL DEFAULT false;
UPDATE jobs SET told = true WHERE finished_at IS NOT NULL;
CREATE INDEX jobs_untold ON jobs (id) WHERE finished_at IS NOT NULL AND NOT told;
