-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."code" AS "c1", "t"."category" AS "c2", "t"."unit_price" AS "c3", "t"."stock_quantity" AS "c4", "t"."vendor_id" AS "c5", "t"."active" AS "c6", "t"."name" AS "k0"
FROM "products" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NOT NULL
ORDER BY "t"."name" ASC, "t"."id" ASC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."code" AS "c1", "t"."category" AS "c2", "t"."unit_price" AS "c3", "t"."stock_quantity" AS "c4", "t"."vendor_id" AS "c5", "t"."active" AS "c6", "t"."name" AS "k0"
FROM "products" t
WHERE "t"."deleted_at" IS NULL
AND "t"."name" IS NULL
ORDER BY "t"."id" ASC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7", (SELECT json_build_object('name', f.name, 'size', f.size, 'type', f.type)
FROM files f
WHERE f.id = "p"."c27") AS "f27", (SELECT r.label
FROM records r
WHERE r.id = "p"."c31") AS "l31", (SELECT r.label
FROM records r
WHERE r.id = "p"."c35") AS "l35", (SELECT r.label
FROM records r
WHERE r.id = "p"."c37") AS "l37", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."active" AS "c1", "t"."code" AS "c2", "t"."category" AS "c3", "t"."series" AS "c4", "t"."manufacturer" AS "c5", "t"."manufacturer_part_number" AS "c6", "t"."vendor_id" AS "c7", "t"."vendor_part_number" AS "c8", "t"."serial_number" AS "c9", "t"."product_sheet" AS "c10", "t"."website" AS "c11", "t"."gl_account" AS "c12", "t"."sales_start_date" AS "c13", "t"."sales_end_date" AS "c14", "t"."support_start_date" AS "c15", "t"."support_end_date" AS "c16", "t"."unit_price" AS "c17", "t"."purchase_cost" AS "c18", "t"."commission_rate" AS "c19", "t"."taxes" AS "c20", "t"."unit" AS "c21", "t"."quantity_per_unit" AS "c22", "t"."stock_quantity" AS "c23", "t"."reorder_level" AS "c24", "t"."demand_quantity" AS "c25", "t"."description" AS "c26", "t"."image" AS "c27", "t"."currency" AS "c28", "t"."exchange_rate" AS "c29", "t"."number" AS "c30", "t"."owner_id" AS "c31", "t"."tags" AS "c32", "t"."source" AS "c33", "t"."created_at" AS "c34", "t"."created_by" AS "c35", "t"."modified_at" AS "c36", "t"."modified_by" AS "c37", false AS archived
FROM "products" t
WHERE "t"."id" = ANY($2::bigint[])) p;
