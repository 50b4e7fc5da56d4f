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
WHERE r.id = "p"."c5") AS "l5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7", (SELECT r.label
FROM records r
WHERE r.id = "p"."c45") AS "l45", (SELECT r.label
FROM records r
WHERE r.id = "p"."c49") AS "l49", (SELECT r.label
FROM records r
WHERE r.id = "p"."c51") AS "l51", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."organization_id" AS "c1", "t"."contact_id" AS "c2", "t"."opportunity_id" AS "c3", "t"."document_date" AS "c4", "t"."office_id" AS "c5", "t"."price_book_id" AS "c6", "t"."quote_id" AS "c7", "t"."status" AS "c8", "t"."due_date" AS "c9", "t"."customer_number" AS "c10", "t"."customer_order_number" AS "c11", "t"."carrier" AS "c12", "t"."pending" AS "c13", "t"."sales_commission" AS "c14", "t"."excise_duty" AS "c15", (SELECT json_agg(l.data
ORDER BY l.position)
FROM document_lines l
WHERE l.record_id = "t"."id") AS "c16", "t"."tax_mode" AS "c17", "t"."tax_ids" AS "c18", "t"."prices_include_tax" AS "c19", "t"."tax_region" AS "c20", "t"."exchange_rate" AS "c21", "t"."subtotal" AS "c22", "t"."discount_percent" AS "c23", "t"."discount_amount" AS "c24", "t"."shipping_amount" AS "c25", "t"."shipping_tax_ids" AS "c26", "t"."pre_tax_total" AS "c27", "t"."tax_amount" AS "c28", "t"."adjustment" AS "c29", "t"."total" AS "c30", "t"."margin" AS "c31", "t"."recurring" AS "c32", "t"."recurring_frequency" AS "c33", "t"."recurring_from" AS "c34", "t"."recurring_until" AS "c35", "t"."payment_terms" AS "c36", "t"."recurring_invoice_status" AS "c37", "t"."next_invoice_date" AS "c38", "t"."billing_address" AS "c39", "t"."shipping_address" AS "c40", "t"."terms" AS "c41", "t"."description" AS "c42", "t"."currency" AS "c43", "t"."number" AS "c44", "t"."owner_id" AS "c45", "t"."tags" AS "c46", "t"."source" AS "c47", "t"."created_at" AS "c48", "t"."created_by" AS "c49", "t"."modified_at" AS "c50", "t"."modified_by" AS "c51", false AS archived
FROM "sales_orders" t
WHERE "t"."id" = ANY($2::bigint[])) p;
