-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5", (SELECT r.module
FROM records r
WHERE r.id = "p"."c5") AS "m5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."type" AS "c1", "t"."status" AS "c2", "t"."start_at" AS "c3", "t"."end_at" AS "c4", "t"."related_to_id" AS "c5", "t"."contact_id" AS "c6", "t"."owner_id" AS "c7", "t"."start_at" AS "k0"
FROM "events" t
WHERE "t"."deleted_at" IS NULL
AND "t"."start_at" IS NOT NULL
ORDER BY "t"."start_at" DESC, "t"."id" DESC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5", (SELECT r.module
FROM records r
WHERE r.id = "p"."c5") AS "m5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."type" AS "c1", "t"."status" AS "c2", "t"."start_at" AS "c3", "t"."end_at" AS "c4", "t"."related_to_id" AS "c5", "t"."contact_id" AS "c6", "t"."owner_id" AS "c7", "t"."start_at" AS "k0"
FROM "events" t
WHERE "t"."deleted_at" IS NULL
AND "t"."start_at" IS NULL
ORDER BY "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c10") AS "l10", (SELECT r.module
FROM records r
WHERE r.id = "p"."c10") AS "m10", (SELECT r.label
FROM records r
WHERE r.id = "p"."c11") AS "l11", (SELECT r.label
FROM records r
WHERE r.id = "p"."c16") AS "l16", (SELECT r.label
FROM records r
WHERE r.id = "p"."c20") AS "l20", (SELECT r.label
FROM records r
WHERE r.id = "p"."c22") AS "l22", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."type" AS "c1", "t"."status" AS "c2", "t"."start_at" AS "c3", "t"."end_at" AS "c4", "t"."all_day" AS "c5", "t"."location" AS "c6", "t"."priority" AS "c7", "t"."visibility" AS "c8", "t"."repeat" AS "c9", "t"."related_to_id" AS "c10", "t"."contact_id" AS "c11", "t"."reminder_minutes" AS "c12", "t"."send_notification" AS "c13", "t"."description" AS "c14", "t"."number" AS "c15", "t"."owner_id" AS "c16", "t"."tags" AS "c17", "t"."source" AS "c18", "t"."created_at" AS "c19", "t"."created_by" AS "c20", "t"."modified_at" AS "c21", "t"."modified_by" AS "c22", false AS archived
FROM "events" t
WHERE "t"."id" = ANY($2::bigint[])) p;
