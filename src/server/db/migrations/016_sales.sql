-- Lines of documents. The line is one JSON value, as the API gives it; what queries need of it are generated columns.
CREATE SEQUENCE document_line_id_seq;
CREATE TABLE document_lines (
  record_id bigint NOT NULL,
  position integer NOT NULL,
  data jsonb NOT NULL,
  id bigint NOT NULL GENERATED ALWAYS AS ((data->>'id')::bigint) STORED,
  source_line_id bigint GENERATED ALWAYS AS ((data->>'source_line_id')::bigint) STORED,
  product_id bigint GENERATED ALWAYS AS ((data->>'product_id')::bigint) STORED,
  service_id bigint GENERATED ALWAYS AS ((data->>'service_id')::bigint) STORED,
  quantity numeric GENERATED ALWAYS AS ((data->>'quantity')::numeric) STORED,
  PRIMARY KEY (record_id, position)
);
CREATE UNIQUE INDEX document_lines_id ON document_lines (id);
CREATE INDEX document_lines_source ON document_lines (source_line_id) WHERE source_line_id IS NOT NULL;
CREATE INDEX document_lines_product ON document_lines (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX document_lines_service ON document_lines (service_id) WHERE service_id IS NOT NULL;

-- Taxes that administrators added or changed; the others stand in model/sales/standard-taxes.ts. Shape: model/sales/tax.ts.
CREATE TABLE taxes (
  id text COLLATE "C" PRIMARY KEY,
  definition jsonb NOT NULL
);

-- Stock: what came and went, and why. A product's quantity in stock is the sum of its movements.
CREATE TABLE stock_movements (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id bigint NOT NULL,
  -- Positive: came in.
  quantity numeric NOT NULL,
  -- receipt, delivery, count (set by hand), reversal
  kind text COLLATE "C" NOT NULL,
  document_id bigint,
  line_id bigint,
  -- How much of the document's line it fulfils: a set's parts move, but the line speaks of sets.
  line_quantity numeric NOT NULL DEFAULT 0,
  at timestamptz(3) NOT NULL,
  actor_id bigint
);
CREATE INDEX stock_movements_product ON stock_movements (product_id, id);
CREATE INDEX stock_movements_line ON stock_movements (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX stock_movements_document ON stock_movements (document_id) WHERE document_id IS NOT NULL;
