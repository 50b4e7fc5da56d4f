-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.module
FROM records r
WHERE r.id = "p"."c2") AS "m2"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."subject" AS "c1", "t"."customer_id" AS "c2", "t"."status" AS "c3", "t"."start_date" AS "c4", "t"."due_date" AS "c5", "t"."used_units" AS "c6", "t"."total_units" AS "c7", "t"."due_date" AS "k0"
FROM "service_contracts" t
WHERE "t"."deleted_at" IS NULL
AND "t"."due_date" IS NOT NULL
ORDER BY "t"."due_date" ASC, "t"."id" ASC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.module
FROM records r
WHERE r.id = "p"."c2") AS "m2"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."subject" AS "c1", "t"."customer_id" AS "c2", "t"."status" AS "c3", "t"."start_date" AS "c4", "t"."due_date" AS "c5", "t"."used_units" AS "c6", "t"."total_units" AS "c7", "t"."due_date" AS "k0"
FROM "service_contracts" t
WHERE "t"."deleted_at" IS NULL
AND "t"."due_date" IS NULL
ORDER BY "t"."id" ASC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.module
FROM records r
WHERE r.id = "p"."c1") AS "m1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c15") AS "l15", (SELECT r.label
FROM records r
WHERE r.id = "p"."c19") AS "l19", (SELECT r.label
FROM records r
WHERE r.id = "p"."c21") AS "l21", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."customer_id" AS "c1", "t"."type" AS "c2", "t"."status" AS "c3", "t"."priority" AS "c4", "t"."start_date" AS "c5", "t"."due_date" AS "c6", "t"."tracking_unit" AS "c7", "t"."total_units" AS "c8", "t"."used_units" AS "c9", "t"."end_date" AS "c10", "t"."planned_duration" AS "c11", "t"."actual_duration" AS "c12", "t"."progress" AS "c13", "t"."number" AS "c14", "t"."owner_id" AS "c15", "t"."tags" AS "c16", "t"."source" AS "c17", "t"."created_at" AS "c18", "t"."created_by" AS "c19", "t"."modified_at" AS "c20", "t"."modified_by" AS "c21", false AS archived
FROM "service_contracts" t
WHERE "t"."id" = ANY($2::bigint[])) p;
