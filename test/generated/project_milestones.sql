-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."project_id" AS "c1", "t"."date" AS "c2", "t"."type" AS "c3", "t"."owner_id" AS "c4", "t"."date" AS "k0"
FROM "project_milestones" t
WHERE "t"."deleted_at" IS NULL
AND "t"."date" IS NOT NULL
ORDER BY "t"."date" ASC, "t"."id" ASC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."project_id" AS "c1", "t"."date" AS "c2", "t"."type" AS "c3", "t"."owner_id" AS "c4", "t"."date" AS "k0"
FROM "project_milestones" t
WHERE "t"."deleted_at" IS NULL
AND "t"."date" IS NULL
ORDER BY "t"."id" ASC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c10") AS "l10", (SELECT r.label
FROM records r
WHERE r.id = "p"."c12") AS "l12", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."project_id" AS "c1", "t"."date" AS "c2", "t"."type" AS "c3", "t"."description" AS "c4", "t"."number" AS "c5", "t"."owner_id" AS "c6", "t"."tags" AS "c7", "t"."source" AS "c8", "t"."created_at" AS "c9", "t"."created_by" AS "c10", "t"."modified_at" AS "c11", "t"."modified_by" AS "c12", false AS archived
FROM "project_milestones" t
WHERE "t"."id" = ANY($2::bigint[])) p;
