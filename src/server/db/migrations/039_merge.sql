-- Where a record went that was merged with another one; it stands in the recycle bin then.
ALTER TABLE records ADD COLUMN merged_into bigint;
-- What the program changed because of the act, past the rights of whoever acted; it is taken back with the act alone.
ALTER TABLE changes ADD COLUMN consequence boolean NOT NULL DEFAULT false;
