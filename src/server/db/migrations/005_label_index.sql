-- Records by their label, without regard to case and ё: look-ups of imports, and the beginnings that people type.
CREATE INDEX records_label ON records (module, manul_fold(label) text_pattern_ops);
-- Imports write thousands of rows: search words are merged into the index in larger portions.
ALTER INDEX records_search SET (fastupdate = on, gin_pending_list_limit = 16384);
-- Statistics on the new expression: without them the planner passes the index by.
ANALYZE records;
