-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."type" AS "c1", "t"."industry" AS "c2", "t"."phone" AS "c3", "t"."email" AS "c4", "t"."website" AS "c5", "t"."owner_id" AS "c6", "t"."modified_at" AS "k0"
FROM "organizations" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c39") AS "l39", (SELECT r.label
FROM records r
WHERE r.id = "p"."c43") AS "l43", (SELECT r.label
FROM records r
WHERE r.id = "p"."c45") AS "l45", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."type" AS "c1", "t"."industry" AS "c2", "t"."rating" AS "c3", "t"."parent_id" AS "c4", "t"."employees" AS "c5", "t"."annual_revenue" AS "c6", "t"."founded_year" AS "c7", "t"."ownership" AS "c8", "t"."ticker_symbol" AS "c9", "t"."sic_code" AS "c10", "t"."notify_owner" AS "c11", "t"."converted_from_lead" AS "c12", "t"."phone" AS "c13", "t"."other_phone" AS "c14", "t"."fax" AS "c15", "t"."email" AS "c16", "t"."secondary_email" AS "c17", "t"."website" AS "c18", "t"."email_opt_out" AS "c19", "t"."billing_address" AS "c20", "t"."shipping_address" AS "c21", "t"."legal_name" AS "c22", "t"."inn" AS "c23", "t"."kpp" AS "c24", "t"."ogrn" AS "c25", "t"."okpo" AS "c26", "t"."vat_id" AS "c27", "t"."swift" AS "c28", "t"."director" AS "c29", "t"."chief_accountant" AS "c30", "t"."bank_name" AS "c31", "t"."bik" AS "c32", "t"."bank_account" AS "c33", "t"."correspondent_account" AS "c34", "t"."description" AS "c35", "t"."currency" AS "c36", "t"."exchange_rate" AS "c37", "t"."number" AS "c38", "t"."owner_id" AS "c39", "t"."tags" AS "c40", "t"."source" AS "c41", "t"."created_at" AS "c42", "t"."created_by" AS "c43", "t"."modified_at" AS "c44", "t"."modified_by" AS "c45", false AS archived
FROM "organizations" t
WHERE "t"."id" = ANY($2::bigint[])) p;
