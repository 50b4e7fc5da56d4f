-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."product_id" AS "c1", "t"."serial_number" AS "c2", "t"."organization_id" AS "c3", "t"."status" AS "c4", "t"."sold_date" AS "c5", "t"."in_service_date" AS "c6", "t"."modified_at" AS "k0"
FROM "assets" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c9") AS "l9", (SELECT r.label
FROM records r
WHERE r.id = "p"."c14") AS "l14", (SELECT r.label
FROM records r
WHERE r.id = "p"."c18") AS "l18", (SELECT r.label
FROM records r
WHERE r.id = "p"."c20") AS "l20", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."product_id" AS "c1", "t"."serial_number" AS "c2", "t"."organization_id" AS "c3", "t"."contact_id" AS "c4", "t"."status" AS "c5", "t"."sold_date" AS "c6", "t"."in_service_date" AS "c7", "t"."tag_number" AS "c8", "t"."invoice_id" AS "c9", "t"."shipping_method" AS "c10", "t"."tracking_number" AS "c11", "t"."description" AS "c12", "t"."number" AS "c13", "t"."owner_id" AS "c14", "t"."tags" AS "c15", "t"."source" AS "c16", "t"."created_at" AS "c17", "t"."created_by" AS "c18", "t"."modified_at" AS "c19", "t"."modified_by" AS "c20", false AS archived
FROM "assets" t
WHERE "t"."id" = ANY($2::bigint[])) p;
