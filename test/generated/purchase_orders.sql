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
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c37") AS "l37", (SELECT r.label
FROM records r
WHERE r.id = "p"."c41") AS "l41", (SELECT r.label
FROM records r
WHERE r.id = "p"."c43") AS "l43", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."vendor_id" AS "c1", "t"."contact_id" AS "c2", "t"."document_date" AS "c3", "t"."office_id" AS "c4", "t"."sales_order_id" AS "c5", "t"."status" AS "c6", "t"."due_date" AS "c7", "t"."requisition_number" AS "c8", "t"."tracking_number" AS "c9", "t"."carrier" AS "c10", "t"."sales_commission" AS "c11", "t"."excise_duty" AS "c12", (SELECT json_agg(l.data
ORDER BY l.position)
FROM document_lines l
WHERE l.record_id = "t"."id") AS "c13", "t"."tax_mode" AS "c14", "t"."tax_ids" AS "c15", "t"."prices_include_tax" AS "c16", "t"."tax_region" AS "c17", "t"."exchange_rate" AS "c18", "t"."subtotal" AS "c19", "t"."discount_percent" AS "c20", "t"."discount_amount" AS "c21", "t"."shipping_amount" AS "c22", "t"."shipping_tax_ids" AS "c23", "t"."pre_tax_total" AS "c24", "t"."tax_amount" AS "c25", "t"."adjustment" AS "c26", "t"."total" AS "c27", "t"."margin" AS "c28", "t"."paid" AS "c29", "t"."balance" AS "c30", "t"."billing_address" AS "c31", "t"."shipping_address" AS "c32", "t"."terms" AS "c33", "t"."description" AS "c34", "t"."currency" AS "c35", "t"."number" AS "c36", "t"."owner_id" AS "c37", "t"."tags" AS "c38", "t"."source" AS "c39", "t"."created_at" AS "c40", "t"."created_by" AS "c41", "t"."modified_at" AS "c42", "t"."modified_by" AS "c43", false AS archived
FROM "purchase_orders" t
WHERE "t"."id" = ANY($2::bigint[])) p;
