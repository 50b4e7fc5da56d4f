-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."subject" AS "c1", "t"."vendor_id" AS "c2", "t"."status" AS "c3", "t"."total" AS "c4", "t"."due_date" AS "c5", "t"."owner_id" AS "c6", "t"."modified_at" AS "k0"
FROM "purchase_orders" t
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
WHERE r.id = "p"."c27") AS "l27", (SELECT r.label
FROM records r
WHERE r.id = "p"."c31") AS "l31", (SELECT r.label
FROM records r
WHERE r.id = "p"."c33") AS "l33", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."vendor_id" AS "c1", "t"."contact_id" AS "c2", "t"."status" AS "c3", "t"."due_date" AS "c4", "t"."requisition_number" AS "c5", "t"."tracking_number" AS "c6", "t"."carrier" AS "c7", "t"."sales_commission" AS "c8", "t"."excise_duty" AS "c9", "t"."tax_mode" AS "c10", "t"."exchange_rate" AS "c11", "t"."subtotal" AS "c12", "t"."discount_amount" AS "c13", "t"."shipping_amount" AS "c14", "t"."pre_tax_total" AS "c15", "t"."tax_amount" AS "c16", "t"."adjustment" AS "c17", "t"."total" AS "c18", "t"."paid" AS "c19", "t"."balance" AS "c20", "t"."billing_address" AS "c21", "t"."shipping_address" AS "c22", "t"."terms" AS "c23", "t"."description" AS "c24", "t"."currency" AS "c25", "t"."number" AS "c26", "t"."owner_id" AS "c27", "t"."tags" AS "c28", "t"."source" AS "c29", "t"."created_at" AS "c30", "t"."created_by" AS "c31", "t"."modified_at" AS "c32", "t"."modified_by" AS "c33", false AS archived
FROM "purchase_orders" t
WHERE "t"."id" = ANY($2::bigint[])) p;
