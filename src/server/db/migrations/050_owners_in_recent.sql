-- The indexes of lists in the order of their last change carry the owner now (db/sync.ts makes them anew): whoever sees
-- the records of some owners only has the others' left out without a look at their rows.
DO $$
DECLARE old text;
BEGIN
  FOR old IN
    SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()
      AND indexdef ~ 'USING btree \((created_at|modified_at), id\) WHERE \(deleted_at IS NULL\)$'
  LOOP
    EXECUTE format('DROP INDEX %I', old);
  END LOOP;
END $$;
