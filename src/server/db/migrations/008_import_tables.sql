-- Files of other kinds than text; imports that feed several modules.

ALTER TABLE import_files
  ADD kind text COLLATE "C" NOT NULL DEFAULT 'csv',
  -- Of a workbook: name and number of rows of each.
  ADD sheets jsonb NOT NULL DEFAULT '[]',
  ADD sheet int;

-- What was written beside the imported module: {"organizations": {"created": 3, "updated": 1}}.
ALTER TABLE imports ADD others jsonb NOT NULL DEFAULT '{}';

-- Undo reads the change log; nothing ever wrote here.
DROP TABLE import_records;
