-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."question" AS "c1", "t"."category" AS "c2", "t"."product_id" AS "c3", "t"."status" AS "c4", "t"."modified_at" AS "c5", "t"."modified_at" AS "k0"
FROM "faq" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c10") AS "l10", (SELECT r.label
FROM records r
WHERE r.id = "p"."c12") AS "l12", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."question" AS "c0", "t"."answer" AS "c1", "t"."status" AS "c2", "t"."category" AS "c3", "t"."product_id" AS "c4", "t"."number" AS "c5", "t"."owner_id" AS "c6", "t"."tags" AS "c7", "t"."source" AS "c8", "t"."created_at" AS "c9", "t"."created_by" AS "c10", "t"."modified_at" AS "c11", "t"."modified_by" AS "c12", false AS archived
FROM "faq" t
WHERE "t"."id" = ANY($2::bigint[])) p;
