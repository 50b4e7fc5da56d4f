-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."subject" AS "c1", "t"."organization_id" AS "c2", "t"."status" AS "c3", "t"."total" AS "c4", "t"."balance" AS "c5", "t"."invoice_date" AS "c6", "t"."due_date" AS "c7", "t"."modified_at" AS "k0"
FROM "invoices" t
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
WHERE r.id = "p"."c5") AS "l5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7", (SELECT r.label
FROM records r
WHERE r.id = "p"."c40") AS "l40", (SELECT r.label
FROM records r
WHERE r.id = "p"."c44") AS "l44", (SELECT r.label
FROM records r
WHERE r.id = "p"."c46") AS "l46", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."organization_id" AS "c1", "t"."contact_id" AS "c2", "t"."opportunity_id" AS "c3", "t"."sales_order_id" AS "c4", "t"."quote_id" AS "c5", "t"."office_id" AS "c6", "t"."price_book_id" AS "c7", "t"."status" AS "c8", "t"."invoice_date" AS "c9", "t"."due_date" AS "c10", "t"."customer_number" AS "c11", "t"."customer_order_number" AS "c12", "t"."sales_commission" AS "c13", "t"."excise_duty" AS "c14", (SELECT json_agg(l.data
ORDER BY l.position)
FROM document_lines l
WHERE l.record_id = "t"."id") AS "c15", "t"."tax_mode" AS "c16", "t"."tax_ids" AS "c17", "t"."prices_include_tax" AS "c18", "t"."tax_region" AS "c19", "t"."exchange_rate" AS "c20", "t"."subtotal" AS "c21", "t"."discount_percent" AS "c22", "t"."discount_amount" AS "c23", "t"."shipping_amount" AS "c24", "t"."shipping_tax_ids" AS "c25", "t"."pre_tax_total" AS "c26", "t"."tax_amount" AS "c27", "t"."adjustment" AS "c28", "t"."total" AS "c29", "t"."margin" AS "c30", "t"."received" AS "c31", "t"."credited" AS "c32", "t"."balance" AS "c33", "t"."billing_address" AS "c34", "t"."shipping_address" AS "c35", "t"."terms" AS "c36", "t"."description" AS "c37", "t"."currency" AS "c38", "t"."number" AS "c39", "t"."owner_id" AS "c40", "t"."tags" AS "c41", "t"."source" AS "c42", "t"."created_at" AS "c43", "t"."created_by" AS "c44", "t"."modified_at" AS "c45", "t"."modified_by" AS "c46", false AS archived
FROM "invoices" t
WHERE "t"."id" = ANY($2::bigint[])) p;
