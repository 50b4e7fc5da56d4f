-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."project_id" AS "c1", "t"."status" AS "c2", "t"."priority" AS "c3", "t"."progress" AS "c4", "t"."start_date" AS "c5", "t"."end_date" AS "c6", "t"."owner_id" AS "c7", "t"."end_date" AS "k0"
FROM "project_tasks" t
WHERE "t"."deleted_at" IS NULL
AND "t"."end_date" IS NOT NULL
ORDER BY "t"."end_date" ASC, "t"."id" ASC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."project_id" AS "c1", "t"."status" AS "c2", "t"."priority" AS "c3", "t"."progress" AS "c4", "t"."start_date" AS "c5", "t"."end_date" AS "c6", "t"."owner_id" AS "c7", "t"."end_date" AS "k0"
FROM "project_tasks" t
WHERE "t"."deleted_at" IS NULL
AND "t"."end_date" IS NULL
ORDER BY "t"."id" ASC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c12") AS "l12", (SELECT r.label
FROM records r
WHERE r.id = "p"."c16") AS "l16", (SELECT r.label
FROM records r
WHERE r.id = "p"."c18") AS "l18", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."project_id" AS "c1", "t"."status" AS "c2", "t"."priority" AS "c3", "t"."type" AS "c4", "t"."task_number" AS "c5", "t"."start_date" AS "c6", "t"."end_date" AS "c7", "t"."progress" AS "c8", "t"."hours" AS "c9", "t"."description" AS "c10", "t"."number" AS "c11", "t"."owner_id" AS "c12", "t"."tags" AS "c13", "t"."source" AS "c14", "t"."created_at" AS "c15", "t"."created_by" AS "c16", "t"."modified_at" AS "c17", "t"."modified_by" AS "c18", false AS archived
FROM "project_tasks" t
WHERE "t"."id" = ANY($2::bigint[])) p;
