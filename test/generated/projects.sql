-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.module
FROM records r
WHERE r.id = "p"."c1") AS "m1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."customer_id" AS "c1", "t"."status" AS "c2", "t"."priority" AS "c3", "t"."progress" AS "c4", "t"."start_date" AS "c5", "t"."target_end_date" AS "c6", "t"."owner_id" AS "c7", "t"."modified_at" AS "k0"
FROM "projects" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.module
FROM records r
WHERE r.id = "p"."c2") AS "m2", (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c17") AS "l17", (SELECT r.label
FROM records r
WHERE r.id = "p"."c21") AS "l21", (SELECT r.label
FROM records r
WHERE r.id = "p"."c23") AS "l23", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."status" AS "c1", "t"."customer_id" AS "c2", "t"."opportunity_id" AS "c3", "t"."start_date" AS "c4", "t"."target_end_date" AS "c5", "t"."actual_end_date" AS "c6", "t"."type" AS "c7", "t"."priority" AS "c8", "t"."progress" AS "c9", "t"."budget" AS "c10", "t"."url" AS "c11", "t"."converted_from_opportunity" AS "c12", "t"."description" AS "c13", "t"."currency" AS "c14", "t"."exchange_rate" AS "c15", "t"."number" AS "c16", "t"."owner_id" AS "c17", "t"."tags" AS "c18", "t"."source" AS "c19", "t"."created_at" AS "c20", "t"."created_by" AS "c21", "t"."modified_at" AS "c22", "t"."modified_by" AS "c23", false AS archived
FROM "projects" t
WHERE "t"."id" = ANY($2::bigint[])) p;
