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
WHERE r.id = "p"."c29") AS "l29", (SELECT r.label
FROM records r
WHERE r.id = "p"."c33") AS "l33", (SELECT r.label
FROM records r
WHERE r.id = "p"."c35") AS "l35", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."organization_id" AS "c1", "t"."contact_id" AS "c2", "t"."opportunity_id" AS "c3", "t"."sales_order_id" AS "c4", "t"."status" AS "c5", "t"."invoice_date" AS "c6", "t"."due_date" AS "c7", "t"."customer_number" AS "c8", "t"."customer_order_number" AS "c9", "t"."sales_commission" AS "c10", "t"."excise_duty" AS "c11", "t"."tax_mode" AS "c12", "t"."exchange_rate" AS "c13", "t"."subtotal" AS "c14", "t"."discount_amount" AS "c15", "t"."shipping_amount" AS "c16", "t"."pre_tax_total" AS "c17", "t"."tax_amount" AS "c18", "t"."adjustment" AS "c19", "t"."total" AS "c20", "t"."received" AS "c21", "t"."balance" AS "c22", "t"."billing_address" AS "c23", "t"."shipping_address" AS "c24", "t"."terms" AS "c25", "t"."description" AS "c26", "t"."currency" AS "c27", "t"."number" AS "c28", "t"."owner_id" AS "c29", "t"."tags" AS "c30", "t"."source" AS "c31", "t"."created_at" AS "c32", "t"."created_by" AS "c33", "t"."modified_at" AS "c34", "t"."modified_by" AS "c35", false AS archived
FROM "invoices" t
WHERE "t"."id" = ANY($2::bigint[])) p;
