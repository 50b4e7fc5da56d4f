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
WHERE r.id = "p"."c9") AS "l9", (SELECT r.label
FROM records r
WHERE r.id = "p"."c13") AS "l13", (SELECT r.label
FROM records r
WHERE r.id = "p"."c15") AS "l15", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."active" AS "c1", "t"."currency" AS "c2", "t"."for_everyone" AS "c3", "t"."valid_from" AS "c4", "t"."valid_until" AS "c5", "t"."min_quantity" AS "c6", "t"."description" AS "c7", "t"."number" AS "c8", "t"."owner_id" AS "c9", "t"."tags" AS "c10", "t"."source" AS "c11", "t"."created_at" AS "c12", "t"."created_by" AS "c13", "t"."modified_at" AS "c14", "t"."modified_by" AS "c15", false AS archived
FROM "price_books" t
WHERE "t"."id" = ANY($2::bigint[])) p;
