-- Views as boards, calendars and split lists; and for whom a view is. A view of type `kanban` or `calendar` keeps how it
-- is arranged in `settings`; `shared_with` names people, roles, groups as `type:id` ("user:12"), like shares of records.
ALTER TABLE views DROP CONSTRAINT views_type_check;
ALTER TABLE views ADD CONSTRAINT views_type_check CHECK (type IN ('list', 'split', 'kanban', 'calendar'));
ALTER TABLE views ADD COLUMN settings jsonb, ADD COLUMN shared_with text[] NOT NULL DEFAULT '{}';
CREATE INDEX views_shared_with ON views USING gin (shared_with) WHERE shared_with <> '{}';

-- Opportunities and tickets go along pipelines. What was there before stands in the first one: a constant default fills
-- existing rows without a rewrite; new rows get theirs from the declaration.
ALTER TABLE IF EXISTS opportunities ADD COLUMN IF NOT EXISTS pipeline text COLLATE "C" DEFAULT 'standard';
ALTER TABLE IF EXISTS opportunities ALTER COLUMN pipeline DROP DEFAULT;
ALTER TABLE IF EXISTS tickets ADD COLUMN IF NOT EXISTS pipeline text COLLATE "C" DEFAULT 'standard';
ALTER TABLE IF EXISTS tickets ALTER COLUMN pipeline DROP DEFAULT;
