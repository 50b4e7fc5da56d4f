-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."text" AS "c0", "t"."channel" AS "c1", "t"."direction" AS "c2", "t"."phone" AS "c3", "t"."status" AS "c4", "t"."sent_at" AS "c5", "t"."owner_id" AS "c6", "t"."sent_at" AS "k0"
FROM "messages" t
WHERE "t"."deleted_at" IS NULL
AND "t"."sent_at" IS NOT NULL
ORDER BY "t"."sent_at" DESC, "t"."id" DESC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."text" AS "c0", "t"."channel" AS "c1", "t"."direction" AS "c2", "t"."phone" AS "c3", "t"."status" AS "c4", "t"."sent_at" AS "c5", "t"."owner_id" AS "c6", "t"."sent_at" AS "k0"
FROM "messages" t
WHERE "t"."deleted_at" IS NULL
AND "t"."sent_at" IS NULL
ORDER BY "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.module
FROM records r
WHERE r.id = "p"."c6") AS "m6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c8") AS "l8", (SELECT r.label
FROM records r
WHERE r.id = "p"."c12") AS "l12", (SELECT r.label
FROM records r
WHERE r.id = "p"."c14") AS "l14", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."text" AS "c0", "t"."channel" AS "c1", "t"."direction" AS "c2", "t"."phone" AS "c3", "t"."status" AS "c4", "t"."sent_at" AS "c5", "t"."related_to_id" AS "c6", "t"."number" AS "c7", "t"."owner_id" AS "c8", "t"."tags" AS "c9", "t"."source" AS "c10", "t"."created_at" AS "c11", "t"."created_by" AS "c12", "t"."modified_at" AS "c13", "t"."modified_by" AS "c14", false AS archived
FROM "messages" t
WHERE "t"."id" = ANY($2::bigint[])) p;
