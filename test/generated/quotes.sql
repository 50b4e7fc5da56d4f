-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."subject" AS "c1", "t"."organization_id" AS "c2", "t"."opportunity_id" AS "c3", "t"."stage" AS "c4", "t"."total" AS "c5", "t"."valid_until" AS "c6", "t"."owner_id" AS "c7", "t"."modified_at" AS "k0"
FROM "quotes" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c8") AS "l8", (SELECT r.label
FROM records r
WHERE r.id = "p"."c24") AS "l24", (SELECT r.label
FROM records r
WHERE r.id = "p"."c28") AS "l28", (SELECT r.label
FROM records r
WHERE r.id = "p"."c30") AS "l30", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."organization_id" AS "c1", "t"."contact_id" AS "c2", "t"."opportunity_id" AS "c3", "t"."stage" AS "c4", "t"."valid_until" AS "c5", "t"."carrier" AS "c6", "t"."shipping_method" AS "c7", "t"."inventory_manager_id" AS "c8", "t"."tax_mode" AS "c9", "t"."exchange_rate" AS "c10", "t"."subtotal" AS "c11", "t"."discount_amount" AS "c12", "t"."shipping_amount" AS "c13", "t"."pre_tax_total" AS "c14", "t"."tax_amount" AS "c15", "t"."adjustment" AS "c16", "t"."total" AS "c17", "t"."billing_address" AS "c18", "t"."shipping_address" AS "c19", "t"."terms" AS "c20", "t"."description" AS "c21", "t"."currency" AS "c22", "t"."number" AS "c23", "t"."owner_id" AS "c24", "t"."tags" AS "c25", "t"."source" AS "c26", "t"."created_at" AS "c27", "t"."created_by" AS "c28", "t"."modified_at" AS "c29", "t"."modified_by" AS "c30", false AS archived
FROM "quotes" t
WHERE "t"."id" = ANY($2::bigint[])) p;
