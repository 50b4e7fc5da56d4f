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
WHERE r.id = "p"."c24") AS "l24", (SELECT r.label
FROM records r
WHERE r.id = "p"."c28") AS "l28", (SELECT r.label
FROM records r
WHERE r.id = "p"."c30") AS "l30", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."salutation" AS "c0", "t"."last_name" AS "c1", "t"."first_name" AS "c2", "t"."middle_name" AS "c3", "t"."company" AS "c4", "t"."title" AS "c5", "t"."status" AS "c6", "t"."lead_source" AS "c7", "t"."rating" AS "c8", "t"."industry" AS "c9", "t"."annual_revenue" AS "c10", "t"."employees" AS "c11", "t"."phone" AS "c12", "t"."mobile" AS "c13", "t"."email" AS "c14", "t"."secondary_email" AS "c15", "t"."fax" AS "c16", "t"."website" AS "c17", "t"."email_opt_out" AS "c18", "t"."address" AS "c19", "t"."description" AS "c20", "t"."currency" AS "c21", "t"."exchange_rate" AS "c22", "t"."number" AS "c23", "t"."owner_id" AS "c24", "t"."tags" AS "c25", "t"."source" AS "c26", "t"."created_at" AS "c27", "t"."created_by" AS "c28", "t"."modified_at" AS "c29", "t"."modified_by" AS "c30"
FROM "leads" t
WHERE "t"."id" = ANY($2::bigint[])) p;
