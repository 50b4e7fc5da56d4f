-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."last_name" AS "c0", "t"."first_name" AS "c1", "t"."company" AS "c2", "t"."status" AS "c3", "t"."phone" AS "c4", "t"."email" AS "c5", "t"."lead_source" AS "c6", "t"."owner_id" AS "c7", "t"."modified_at" AS "k0"
FROM "leads" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c22") AS "l22", (SELECT r.label
FROM records r
WHERE r.id = "p"."c23") AS "l23", (SELECT r.label
FROM records r
WHERE r.id = "p"."c24") AS "l24", (SELECT r.label
FROM records r
WHERE r.id = "p"."c28") AS "l28", (SELECT r.label
FROM records r
WHERE r.id = "p"."c32") AS "l32", (SELECT r.label
FROM records r
WHERE r.id = "p"."c34") AS "l34", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."salutation" AS "c0", "t"."last_name" AS "c1", "t"."first_name" AS "c2", "t"."middle_name" AS "c3", "t"."company" AS "c4", "t"."title" AS "c5", "t"."status" AS "c6", "t"."lead_source" AS "c7", "t"."rating" AS "c8", "t"."industry" AS "c9", "t"."annual_revenue" AS "c10", "t"."employees" AS "c11", "t"."phone" AS "c12", "t"."mobile" AS "c13", "t"."email" AS "c14", "t"."secondary_email" AS "c15", "t"."fax" AS "c16", "t"."website" AS "c17", "t"."email_opt_out" AS "c18", "t"."address" AS "c19", "t"."description" AS "c20", "t"."converted_at" AS "c21", "t"."converted_organization_id" AS "c22", "t"."converted_contact_id" AS "c23", "t"."converted_opportunity_id" AS "c24", "t"."currency" AS "c25", "t"."exchange_rate" AS "c26", "t"."number" AS "c27", "t"."owner_id" AS "c28", "t"."tags" AS "c29", "t"."source" AS "c30", "t"."created_at" AS "c31", "t"."created_by" AS "c32", "t"."modified_at" AS "c33", "t"."modified_by" AS "c34", "t"."converted_at" IS NOT NULL AS archived
FROM "leads" t
WHERE "t"."id" = ANY($2::bigint[])) p;
