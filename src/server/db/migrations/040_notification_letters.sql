-- Whether a kind of news also comes by e-mail: none, now (a letter soon after), daily (in the summary of the morning).
-- Null: as is usual for the kind.
ALTER TABLE notification_choices ADD COLUMN email text COLLATE "C" CHECK (email IN ('none', 'now', 'daily'));
-- When it was put into a letter. What stands here already is old news.
ALTER TABLE notifications ADD COLUMN mailed_at timestamptz(3);
UPDATE notifications SET mailed_at = now();
CREATE INDEX notifications_unmailed ON notifications (at) WHERE mailed_at IS NULL AND read_at IS NULL;
