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
WHERE r.id = "p"."c21") AS "l21", (SELECT r.label
FROM records r
WHERE r.id = "p"."c25") AS "l25", (SELECT r.label
FROM records r
WHERE r.id = "p"."c27") AS "l27", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."legal_name" AS "c1", "t"."phone" AS "c2", "t"."email" AS "c3", "t"."timezone" AS "c4", "t"."director_post" AS "c5", "t"."inn" AS "c6", "t"."kpp" AS "c7", "t"."ogrn" AS "c8", "t"."okpo" AS "c9", "t"."vat_id" AS "c10", "t"."swift" AS "c11", "t"."director" AS "c12", "t"."chief_accountant" AS "c13", "t"."bank_name" AS "c14", "t"."bik" AS "c15", "t"."bank_account" AS "c16", "t"."correspondent_account" AS "c17", "t"."address" AS "c18", "t"."description" AS "c19", "t"."number" AS "c20", "t"."owner_id" AS "c21", "t"."tags" AS "c22", "t"."source" AS "c23", "t"."created_at" AS "c24", "t"."created_by" AS "c25", "t"."modified_at" AS "c26", "t"."modified_by" AS "c27", false AS archived
FROM "offices" t
WHERE "t"."id" = ANY($2::bigint[])) p;
