-- Saved views keep the widths of their columns, and whether they stand in the row above the list.
ALTER TABLE views ADD COLUMN widths jsonb, ADD COLUMN pinned boolean NOT NULL DEFAULT true;
