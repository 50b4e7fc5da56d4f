-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."title" AS "c1", "t"."status" AS "c2", "t"."priority" AS "c3", "t"."organization_id" AS "c4", "t"."contact_id" AS "c5", "t"."owner_id" AS "c6", "t"."created_at" AS "c7", "t"."modified_at" AS "k0"
FROM "tickets" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7", (SELECT r.label
FROM records r
WHERE r.id = "p"."c8") AS "l8", (SELECT r.label
FROM records r
WHERE r.id = "p"."c15") AS "l15", (SELECT r.label
FROM records r
WHERE r.id = "p"."c19") AS "l19", (SELECT r.label
FROM records r
WHERE r.id = "p"."c21") AS "l21", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."title" AS "c0", "t"."pipeline" AS "c1", "t"."status" AS "c2", "t"."priority" AS "c3", "t"."severity" AS "c4", "t"."category" AS "c5", "t"."organization_id" AS "c6", "t"."contact_id" AS "c7", "t"."product_id" AS "c8", "t"."hours" AS "c9", "t"."days" AS "c10", "t"."from_portal" AS "c11", "t"."description" AS "c12", "t"."solution" AS "c13", "t"."number" AS "c14", "t"."owner_id" AS "c15", "t"."tags" AS "c16", "t"."source" AS "c17", "t"."created_at" AS "c18", "t"."created_by" AS "c19", "t"."modified_at" AS "c20", "t"."modified_by" AS "c21", false AS archived
FROM "tickets" t
WHERE "t"."id" = ANY($2::bigint[])) p;
