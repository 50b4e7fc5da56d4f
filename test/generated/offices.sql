-- the default list
SELECT p.*
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."legal_name" AS "c1", "t"."phone" AS "c2", "t"."email" AS "c3", "t"."timezone" AS "c4", "t"."name" AS "k0"
FROM "offices" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NOT NULL
ORDER BY "t"."name" ASC, "t"."id" ASC
LIMIT 51) p;
SELECT p.*
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."legal_name" AS "c1", "t"."phone" AS "c2", "t"."email" AS "c3", "t"."timezone" AS "c4", "t"."name" AS "k0"
FROM "offices" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NULL
ORDER BY "t"."id" ASC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c8") AS "l8", (SELECT r.label
FROM records r
WHERE r.id = "p"."c12") AS "l12", (SELECT r.label
FROM records r
WHERE r.id = "p"."c14") AS "l14", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."legal_name" AS "c1", "t"."phone" AS "c2", "t"."email" AS "c3", "t"."timezone" AS "c4", "t"."address" AS "c5", "t"."description" AS "c6", "t"."number" AS "c7", "t"."owner_id" AS "c8", "t"."tags" AS "c9", "t"."source" AS "c10", "t"."created_at" AS "c11", "t"."created_by" AS "c12", "t"."modified_at" AS "c13", "t"."modified_by" AS "c14", false AS archived
FROM "offices" t
WHERE "t"."id" = ANY($2::bigint[])) p;
