-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."subject" AS "c1", "t"."organization_id" AS "c2", "t"."invoice_id" AS "c3", "t"."status" AS "c4", "t"."total" AS "c5", "t"."document_date" AS "c6", "t"."owner_id" AS "c7", "t"."modified_at" AS "k0"
FROM "credit_notes" t
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
WHERE r.id = "p"."c27") AS "l27", (SELECT r.label
FROM records r
WHERE r.id = "p"."c31") AS "l31", (SELECT r.label
FROM records r
WHERE r.id = "p"."c33") AS "l33", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."invoice_id" AS "c1", "t"."organization_id" AS "c2", "t"."contact_id" AS "c3", "t"."document_date" AS "c4", "t"."office_id" AS "c5", "t"."status" AS "c6", "t"."reason" AS "c7", (SELECT json_agg(l.data
ORDER BY l.position)
FROM document_lines l
WHERE l.record_id = "t"."id") AS "c8", "t"."tax_mode" AS "c9", "t"."tax_ids" AS "c10", "t"."prices_include_tax" AS "c11", "t"."tax_region" AS "c12", "t"."exchange_rate" AS "c13", "t"."subtotal" AS "c14", "t"."discount_percent" AS "c15", "t"."discount_amount" AS "c16", "t"."shipping_amount" AS "c17", "t"."shipping_tax_ids" AS "c18", "t"."pre_tax_total" AS "c19", "t"."tax_amount" AS "c20", "t"."adjustment" AS "c21", "t"."total" AS "c22", "t"."margin" AS "c23", "t"."description" AS "c24", "t"."currency" AS "c25", "t"."number" AS "c26", "t"."owner_id" AS "c27", "t"."tags" AS "c28", "t"."source" AS "c29", "t"."created_at" AS "c30", "t"."created_by" AS "c31", "t"."modified_at" AS "c32", "t"."modified_by" AS "c33", false AS archived
FROM "credit_notes" t
WHERE "t"."id" = ANY($2::bigint[])) p;
