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
WHERE r.id = "p"."c5") AS "l5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c10") AS "l10", (SELECT r.label
FROM records r
WHERE r.id = "p"."c13") AS "l13", (SELECT r.label
FROM records r
WHERE r.id = "p"."c36") AS "l36", (SELECT r.label
FROM records r
WHERE r.id = "p"."c40") AS "l40", (SELECT r.label
FROM records r
WHERE r.id = "p"."c42") AS "l42", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."organization_id" AS "c1", "t"."contact_id" AS "c2", "t"."opportunity_id" AS "c3", "t"."document_date" AS "c4", "t"."office_id" AS "c5", "t"."price_book_id" AS "c6", "t"."stage" AS "c7", "t"."valid_until" AS "c8", "t"."revision" AS "c9", "t"."previous_id" AS "c10", "t"."carrier" AS "c11", "t"."shipping_method" AS "c12", "t"."inventory_manager_id" AS "c13", (SELECT json_agg(l.data
ORDER BY l.position)
FROM document_lines l
WHERE l.record_id = "t"."id") AS "c14", "t"."tax_mode" AS "c15", "t"."tax_ids" AS "c16", "t"."prices_include_tax" AS "c17", "t"."tax_region" AS "c18", "t"."exchange_rate" AS "c19", "t"."subtotal" AS "c20", "t"."discount_percent" AS "c21", "t"."discount_amount" AS "c22", "t"."shipping_amount" AS "c23", "t"."shipping_tax_ids" AS "c24", "t"."pre_tax_total" AS "c25", "t"."tax_amount" AS "c26", "t"."adjustment" AS "c27", "t"."total" AS "c28", "t"."margin" AS "c29", "t"."billing_address" AS "c30", "t"."shipping_address" AS "c31", "t"."terms" AS "c32", "t"."description" AS "c33", "t"."currency" AS "c34", "t"."number" AS "c35", "t"."owner_id" AS "c36", "t"."tags" AS "c37", "t"."source" AS "c38", "t"."created_at" AS "c39", "t"."created_by" AS "c40", "t"."modified_at" AS "c41", "t"."modified_by" AS "c42", false AS archived
FROM "quotes" t
WHERE "t"."id" = ANY($2::bigint[])) p;
