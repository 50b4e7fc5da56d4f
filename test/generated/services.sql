-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."category" AS "c1", "t"."unit" AS "c2", "t"."unit_price" AS "c3", "t"."active" AS "c4", "t"."owner_id" AS "c5", "t"."name" AS "k0"
FROM "services" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NOT NULL
ORDER BY "t"."name" ASC, "t"."id" ASC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."category" AS "c1", "t"."unit" AS "c2", "t"."unit_price" AS "c3", "t"."active" AS "c4", "t"."owner_id" AS "c5", "t"."name" AS "k0"
FROM "services" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NULL
ORDER BY "t"."id" ASC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c18") AS "l18", (SELECT r.label
FROM records r
WHERE r.id = "p"."c22") AS "l22", (SELECT r.label
FROM records r
WHERE r.id = "p"."c24") AS "l24", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."active" AS "c1", "t"."category" AS "c2", "t"."unit" AS "c3", "t"."quantity_per_unit" AS "c4", "t"."website" AS "c5", "t"."sales_start_date" AS "c6", "t"."sales_end_date" AS "c7", "t"."support_start_date" AS "c8", "t"."support_end_date" AS "c9", "t"."unit_price" AS "c10", "t"."purchase_cost" AS "c11", "t"."commission_rate" AS "c12", "t"."taxes" AS "c13", "t"."description" AS "c14", "t"."currency" AS "c15", "t"."exchange_rate" AS "c16", "t"."number" AS "c17", "t"."owner_id" AS "c18", "t"."tags" AS "c19", "t"."source" AS "c20", "t"."created_at" AS "c21", "t"."created_by" AS "c22", "t"."modified_at" AS "c23", "t"."modified_by" AS "c24", false AS archived
FROM "services" t
WHERE "t"."id" = ANY($2::bigint[])) p;
