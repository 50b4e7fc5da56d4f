-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."invoice_id" AS "c1", "t"."organization_id" AS "c2", "t"."amount" AS "c3", "t"."paid_on" AS "c4", "t"."method" AS "c5", "t"."status" AS "c6", "t"."reference" AS "c7", "t"."paid_on" AS "k0"
FROM "payments" t
WHERE "t"."deleted_at" IS NULL
AND "t"."paid_on" IS NOT NULL
ORDER BY "t"."paid_on" DESC, "t"."id" DESC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."number" AS "c0", "t"."invoice_id" AS "c1", "t"."organization_id" AS "c2", "t"."amount" AS "c3", "t"."paid_on" AS "c4", "t"."method" AS "c5", "t"."status" AS "c6", "t"."reference" AS "c7", "t"."paid_on" AS "k0"
FROM "payments" t
WHERE "t"."deleted_at" IS NULL
AND "t"."paid_on" IS NULL
ORDER BY "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c0") AS "l0", (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c11") AS "l11", (SELECT r.label
FROM records r
WHERE r.id = "p"."c15") AS "l15", (SELECT r.label
FROM records r
WHERE r.id = "p"."c17") AS "l17", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."invoice_id" AS "c0", "t"."amount" AS "c1", "t"."paid_on" AS "c2", "t"."method" AS "c3", "t"."status" AS "c4", "t"."organization_id" AS "c5", "t"."reference" AS "c6", "t"."description" AS "c7", "t"."currency" AS "c8", "t"."exchange_rate" AS "c9", "t"."number" AS "c10", "t"."owner_id" AS "c11", "t"."tags" AS "c12", "t"."source" AS "c13", "t"."created_at" AS "c14", "t"."created_by" AS "c15", "t"."modified_at" AS "c16", "t"."modified_by" AS "c17", false AS archived
FROM "payments" t
WHERE "t"."id" = ANY($2::bigint[])) p;
