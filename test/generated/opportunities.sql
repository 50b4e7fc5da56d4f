-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."organization_id" AS "c1", "t"."stage" AS "c2", "t"."amount" AS "c3", "t"."probability" AS "c4", "t"."close_date" AS "c5", "t"."owner_id" AS "c6", "t"."modified_at" AS "k0"
FROM "opportunities" t
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
WHERE r.id = "p"."c11") AS "l11", (SELECT r.label
FROM records r
WHERE r.id = "p"."c12") AS "l12", (SELECT r.label
FROM records r
WHERE r.id = "p"."c21") AS "l21", (SELECT r.label
FROM records r
WHERE r.id = "p"."c25") AS "l25", (SELECT r.label
FROM records r
WHERE r.id = "p"."c27") AS "l27", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."organization_id" AS "c1", "t"."contact_id" AS "c2", "t"."amount" AS "c3", "t"."stage" AS "c4", "t"."close_date" AS "c5", "t"."probability" AS "c6", "t"."amount_from_quotes" AS "c7", "t"."weighted_amount" AS "c8", "t"."type" AS "c9", "t"."lead_source" AS "c10", "t"."campaign_id" AS "c11", "t"."product_id" AS "c12", "t"."next_step" AS "c13", "t"."engaged_on" AS "c14", "t"."lost_reason" AS "c15", "t"."converted_from_lead" AS "c16", "t"."description" AS "c17", "t"."currency" AS "c18", "t"."exchange_rate" AS "c19", "t"."number" AS "c20", "t"."owner_id" AS "c21", "t"."tags" AS "c22", "t"."source" AS "c23", "t"."created_at" AS "c24", "t"."created_by" AS "c25", "t"."modified_at" AS "c26", "t"."modified_by" AS "c27", false AS archived
FROM "opportunities" t
WHERE "t"."id" = ANY($2::bigint[])) p;
