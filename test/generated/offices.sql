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
SELECT p.*, (SELECT json_build_object('name', f.name, 'size', f.size, 'type', f.type)
FROM files f
WHERE f.id = "p"."c3") AS "f3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c23") AS "l23", (SELECT r.label
FROM records r
WHERE r.id = "p"."c27") AS "l27", (SELECT r.label
FROM records r
WHERE r.id = "p"."c29") AS "l29", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."legal_name" AS "c1", "t"."number_prefix" AS "c2", "t"."logo" AS "c3", "t"."phone" AS "c4", "t"."email" AS "c5", "t"."timezone" AS "c6", "t"."director_post" AS "c7", "t"."inn" AS "c8", "t"."kpp" AS "c9", "t"."ogrn" AS "c10", "t"."okpo" AS "c11", "t"."vat_id" AS "c12", "t"."swift" AS "c13", "t"."director" AS "c14", "t"."chief_accountant" AS "c15", "t"."bank_name" AS "c16", "t"."bik" AS "c17", "t"."bank_account" AS "c18", "t"."correspondent_account" AS "c19", "t"."address" AS "c20", "t"."description" AS "c21", "t"."number" AS "c22", "t"."owner_id" AS "c23", "t"."tags" AS "c24", "t"."source" AS "c25", "t"."created_at" AS "c26", "t"."created_by" AS "c27", "t"."modified_at" AS "c28", "t"."modified_by" AS "c29", false AS archived
FROM "offices" t
WHERE "t"."id" = ANY($2::bigint[])) p;
