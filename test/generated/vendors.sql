-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."category" AS "c1", "t"."phone" AS "c2", "t"."email" AS "c3", "t"."website" AS "c4", "t"."owner_id" AS "c5", "t"."modified_at" AS "k0"
FROM "vendors" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c11") AS "l11", (SELECT r.label
FROM records r
WHERE r.id = "p"."c15") AS "l15", (SELECT r.label
FROM records r
WHERE r.id = "p"."c17") AS "l17", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."phone" AS "c1", "t"."email" AS "c2", "t"."website" AS "c3", "t"."category" AS "c4", "t"."gl_account" AS "c5", "t"."inn" AS "c6", "t"."kpp" AS "c7", "t"."address" AS "c8", "t"."description" AS "c9", "t"."number" AS "c10", "t"."owner_id" AS "c11", "t"."tags" AS "c12", "t"."source" AS "c13", "t"."created_at" AS "c14", "t"."created_by" AS "c15", "t"."modified_at" AS "c16", "t"."modified_by" AS "c17", false AS archived
FROM "vendors" t
WHERE "t"."id" = ANY($2::bigint[])) p;
