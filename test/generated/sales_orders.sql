-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."subject" AS "c1", "t"."organization_id" AS "c2", "t"."status" AS "c3", "t"."total" AS "c4", "t"."due_date" AS "c5", "t"."owner_id" AS "c6", "t"."modified_at" AS "k0"
FROM "sales_orders" t
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
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c35") AS "l35", (SELECT r.label
FROM records r
WHERE r.id = "p"."c39") AS "l39", (SELECT r.label
FROM records r
WHERE r.id = "p"."c41") AS "l41", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."organization_id" AS "c1", "t"."contact_id" AS "c2", "t"."opportunity_id" AS "c3", "t"."quote_id" AS "c4", "t"."status" AS "c5", "t"."due_date" AS "c6", "t"."customer_number" AS "c7", "t"."customer_order_number" AS "c8", "t"."carrier" AS "c9", "t"."pending" AS "c10", "t"."sales_commission" AS "c11", "t"."excise_duty" AS "c12", "t"."tax_mode" AS "c13", "t"."exchange_rate" AS "c14", "t"."subtotal" AS "c15", "t"."discount_amount" AS "c16", "t"."shipping_amount" AS "c17", "t"."pre_tax_total" AS "c18", "t"."tax_amount" AS "c19", "t"."adjustment" AS "c20", "t"."total" AS "c21", "t"."recurring" AS "c22", "t"."recurring_frequency" AS "c23", "t"."recurring_from" AS "c24", "t"."recurring_until" AS "c25", "t"."payment_terms" AS "c26", "t"."recurring_invoice_status" AS "c27", "t"."next_invoice_date" AS "c28", "t"."billing_address" AS "c29", "t"."shipping_address" AS "c30", "t"."terms" AS "c31", "t"."description" AS "c32", "t"."currency" AS "c33", "t"."number" AS "c34", "t"."owner_id" AS "c35", "t"."tags" AS "c36", "t"."source" AS "c37", "t"."created_at" AS "c38", "t"."created_by" AS "c39", "t"."modified_at" AS "c40", "t"."modified_by" AS "c41", false AS archived
FROM "sales_orders" t
WHERE "t"."id" = ANY($2::bigint[])) p;
