-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.module
FROM records r
WHERE r.id = "p"."c4") AS "m4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."status" AS "c1", "t"."priority" AS "c2", "t"."due_date" AS "c3", "t"."related_to_id" AS "c4", "t"."contact_id" AS "c5", "t"."owner_id" AS "c6", "t"."due_date" AS "k0"
FROM "tasks" t
WHERE "t"."deleted_at" IS NULL
AND "t"."due_date" IS NOT NULL
ORDER BY "t"."due_date" DESC, "t"."id" DESC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.module
FROM records r
WHERE r.id = "p"."c4") AS "m4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."status" AS "c1", "t"."priority" AS "c2", "t"."due_date" AS "c3", "t"."related_to_id" AS "c4", "t"."contact_id" AS "c5", "t"."owner_id" AS "c6", "t"."due_date" AS "k0"
FROM "tasks" t
WHERE "t"."deleted_at" IS NULL
AND "t"."due_date" IS NULL
ORDER BY "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5", (SELECT r.module
FROM records r
WHERE r.id = "p"."c5") AS "m5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c14") AS "l14", (SELECT r.label
FROM records r
WHERE r.id = "p"."c18") AS "l18", (SELECT r.label
FROM records r
WHERE r.id = "p"."c20") AS "l20", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."status" AS "c1", "t"."start_at" AS "c2", "t"."due_date" AS "c3", "t"."priority" AS "c4", "t"."related_to_id" AS "c5", "t"."contact_id" AS "c6", "t"."location" AS "c7", "t"."repeat" AS "c8", "t"."completed_at" AS "c9", "t"."reminder_minutes" AS "c10", "t"."send_notification" AS "c11", "t"."description" AS "c12", "t"."number" AS "c13", "t"."owner_id" AS "c14", "t"."tags" AS "c15", "t"."source" AS "c16", "t"."created_at" AS "c17", "t"."created_by" AS "c18", "t"."modified_at" AS "c19", "t"."modified_by" AS "c20", false AS archived
FROM "tasks" t
WHERE "t"."id" = ANY($2::bigint[])) p;
