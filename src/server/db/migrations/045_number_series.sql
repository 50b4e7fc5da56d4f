-- Numbers of documents by series: one for each legal entity, and for each year where the pattern names it. A number is
-- taken by locking its row in the document's own transaction: a document that isn't written takes none, so there are
-- no gaps.
CREATE TABLE number_series (
  module text COLLATE "C" NOT NULL,
  -- 0: documents without a legal entity.
  office_id bigint NOT NULL,
  -- 0: the pattern goes on over the years.
  year int NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (module, office_id, year)
);
