-- the default list
SELECT p.*
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."description" AS "c1", "t"."modified_at" AS "c2", "t"."name" AS "k0"
FROM "document_folders" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NOT NULL
ORDER BY "t"."name" ASC, "t"."id" ASC
LIMIT 51) p;
SELECT p.*
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."description" AS "c1", "t"."modified_at" AS "c2", "t"."name" AS "k0"
FROM "document_folders" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NULL
ORDER BY "t"."id" ASC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7", (SELECT r.label
FROM records r
WHERE r.id = "p"."c9") AS "l9", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."description" AS "c1", "t"."number" AS "c2", "t"."owner_id" AS "c3", "t"."tags" AS "c4", "t"."source" AS "c5", "t"."created_at" AS "c6", "t"."created_by" AS "c7", "t"."modified_at" AS "c8", "t"."modified_by" AS "c9", false AS archived
FROM "document_folders" t
WHERE "t"."id" = ANY($2::bigint[])) p;
