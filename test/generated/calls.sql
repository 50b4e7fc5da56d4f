-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.module
FROM records r
WHERE r.id = "p"."c2") AS "m2", (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."direction" AS "c0", "t"."phone" AS "c1", "t"."customer_id" AS "c2", "t"."user_id" AS "c3", "t"."status" AS "c4", "t"."started_at" AS "c5", "t"."duration_seconds" AS "c6", "t"."started_at" AS "k0"
FROM "calls" t
WHERE "t"."deleted_at" IS NULL
AND "t"."started_at" IS NOT NULL
ORDER BY "t"."started_at" DESC, "t"."id" DESC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT r.module
FROM records r
WHERE r.id = "p"."c2") AS "m2", (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."direction" AS "c0", "t"."phone" AS "c1", "t"."customer_id" AS "c2", "t"."user_id" AS "c3", "t"."status" AS "c4", "t"."started_at" AS "c5", "t"."duration_seconds" AS "c6", "t"."started_at" AS "k0"
FROM "calls" t
WHERE "t"."deleted_at" IS NULL
AND "t"."started_at" IS NULL
ORDER BY "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3", (SELECT r.module
FROM records r
WHERE r.id = "p"."c3") AS "m3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c14") AS "l14", (SELECT r.label
FROM records r
WHERE r.id = "p"."c18") AS "l18", (SELECT r.label
FROM records r
WHERE r.id = "p"."c20") AS "l20", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."direction" AS "c0", "t"."status" AS "c1", "t"."phone" AS "c2", "t"."customer_id" AS "c3", "t"."user_id" AS "c4", "t"."started_at" AS "c5", "t"."ended_at" AS "c6", "t"."duration_seconds" AS "c7", "t"."billed_seconds" AS "c8", "t"."recording_url" AS "c9", "t"."external_id" AS "c10", "t"."gateway" AS "c11", "t"."notes" AS "c12", "t"."number" AS "c13", "t"."owner_id" AS "c14", "t"."tags" AS "c15", "t"."source" AS "c16", "t"."created_at" AS "c17", "t"."created_by" AS "c18", "t"."modified_at" AS "c19", "t"."modified_by" AS "c20", false AS archived
FROM "calls" t
WHERE "t"."id" = ANY($2::bigint[])) p;
