-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."active" AS "c1", "t"."currency" AS "c2", "t"."owner_id" AS "c3", "t"."modified_at" AS "c4", "t"."name" AS "k0"
FROM "price_books" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NOT NULL
ORDER BY "t"."name" ASC, "t"."id" ASC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."active" AS "c1", "t"."currency" AS "c2", "t"."owner_id" AS "c3", "t"."modified_at" AS "c4", "t"."name" AS "k0"
FROM "price_books" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NULL
ORDER BY "t"."id" ASC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c9") AS "l9", (SELECT r.label
FROM records r
WHERE r.id = "p"."c11") AS "l11", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."active" AS "c1", "t"."currency" AS "c2", "t"."description" AS "c3", "t"."number" AS "c4", "t"."owner_id" AS "c5", "t"."tags" AS "c6", "t"."source" AS "c7", "t"."created_at" AS "c8", "t"."created_by" AS "c9", "t"."modified_at" AS "c10", "t"."modified_by" AS "c11", false AS archived
FROM "price_books" t
WHERE "t"."id" = ANY($2::bigint[])) p;
