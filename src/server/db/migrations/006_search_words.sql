-- The words that stand in records, with the forms under which a mistyped one finds them (src/model/search/spelling.ts).
-- Writers only ever add rows, so that none of them waits for another: a word may stand here twice, which harms nobody.
CREATE TABLE search_words (
  word text COLLATE "C" NOT NULL,
  forms integer[] NOT NULL,
  -- The beginning of the transaction that added it.
  added_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX search_words_word ON search_words (word);
CREATE INDEX search_words_forms ON search_words USING gin (forms);
-- What imports leave in the index's list of pending entries makes every search slower until it is merged: soon.
ALTER TABLE records SET (autovacuum_analyze_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05);
-- An empty database has nothing to index again; others do it in the background (features/search).
INSERT INTO settings (key, value) SELECT 'search', jsonb_build_object('version', 2, 'cleared_at', now()) WHERE NOT EXISTS (SELECT 1 FROM records);
