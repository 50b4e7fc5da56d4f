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
WHERE r.id = "p"."c12") AS "l12", (SELECT r.label
FROM records r
WHERE r.id = "p"."c13") AS "l13", (SELECT r.label
FROM records r
WHERE r.id = "p"."c23") AS "l23", (SELECT r.label
FROM records r
WHERE r.id = "p"."c27") AS "l27", (SELECT r.label
FROM records r
WHERE r.id = "p"."c29") AS "l29", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."name" AS "c0", "t"."organization_id" AS "c1", "t"."contact_id" AS "c2", "t"."amount" AS "c3", "t"."pipeline" AS "c4", "t"."stage" AS "c5", "t"."close_date" AS "c6", "t"."probability" AS "c7", "t"."amount_from_quotes" AS "c8", "t"."weighted_amount" AS "c9", "t"."type" AS "c10", "t"."lead_source" AS "c11", "t"."campaign_id" AS "c12", "t"."product_id" AS "c13", "t"."next_step" AS "c14", "t"."engaged_on" AS "c15", "t"."won_reason" AS "c16", "t"."lost_reason" AS "c17", "t"."converted_from_lead" AS "c18", "t"."description" AS "c19", "t"."currency" AS "c20", "t"."exchange_rate" AS "c21", "t"."number" AS "c22", "t"."owner_id" AS "c23", "t"."tags" AS "c24", "t"."source" AS "c25", "t"."created_at" AS "c26", "t"."created_by" AS "c27", "t"."modified_at" AS "c28", "t"."modified_by" AS "c29", false AS archived
FROM "opportunities" t
WHERE "t"."id" = ANY($2::bigint[])) p;
