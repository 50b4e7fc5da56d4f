-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."type" AS "c1", "t"."status" AS "c2", "t"."close_date" AS "c3", "t"."budget_cost" AS "c4", "t"."expected_revenue" AS "c5", "t"."owner_id" AS "c6", "t"."close_date" AS "k0"
FROM "campaigns" t
WHERE "t"."deleted_at" IS NULL
AND "t"."close_date" IS NOT NULL
ORDER BY "t"."close_date" DESC, "t"."id" DESC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."type" AS "c1", "t"."status" AS "c2", "t"."close_date" AS "c3", "t"."budget_cost" AS "c4", "t"."expected_revenue" AS "c5", "t"."owner_id" AS "c6", "t"."close_date" AS "k0"
FROM "campaigns" t
WHERE "t"."deleted_at" IS NULL
AND "t"."close_date" IS NULL
ORDER BY "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c23") AS "l23", (SELECT r.label
FROM records r
WHERE r.id = "p"."c27") AS "l27", (SELECT r.label
FROM records r
WHERE r.id = "p"."c29") AS "l29", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."status" AS "c1", "t"."type" AS "c2", "t"."close_date" AS "c3", "t"."product_id" AS "c4", "t"."target_audience" AS "c5", "t"."target_size" AS "c6", "t"."sponsor" AS "c7", "t"."sent_count" AS "c8", "t"."budget_cost" AS "c9", "t"."actual_cost" AS "c10", "t"."expected_revenue" AS "c11", "t"."expected_response" AS "c12", "t"."expected_response_count" AS "c13", "t"."actual_response_count" AS "c14", "t"."expected_sales_count" AS "c15", "t"."actual_sales_count" AS "c16", "t"."expected_roi" AS "c17", "t"."actual_roi" AS "c18", "t"."description" AS "c19", "t"."currency" AS "c20", "t"."exchange_rate" AS "c21", "t"."number" AS "c22", "t"."owner_id" AS "c23", "t"."tags" AS "c24", "t"."source" AS "c25", "t"."created_at" AS "c26", "t"."created_by" AS "c27", "t"."modified_at" AS "c28", "t"."modified_by" AS "c29", false AS archived
FROM "campaigns" t
WHERE "t"."id" = ANY($2::bigint[])) p;
