-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.module
FROM records r
WHERE r.id = "p"."c4") AS "m4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."status" AS "c1", "t"."from_email" AS "c2", "t"."to_emails" AS "c3", "t"."related_to_id" AS "c4", "t"."sent_at" AS "c5", "t"."owner_id" AS "c6", "t"."sent_at" AS "k0"
FROM "emails" t
WHERE "t"."deleted_at" IS NULL
AND "t"."sent_at" IS NOT NULL
ORDER BY "t"."sent_at" DESC, "t"."id" DESC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.module
FROM records r
WHERE r.id = "p"."c4") AS "m4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."status" AS "c1", "t"."from_email" AS "c2", "t"."to_emails" AS "c3", "t"."related_to_id" AS "c4", "t"."sent_at" AS "c5", "t"."owner_id" AS "c6", "t"."sent_at" AS "k0"
FROM "emails" t
WHERE "t"."deleted_at" IS NULL
AND "t"."sent_at" IS NULL
ORDER BY "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7", (SELECT r.module
FROM records r
WHERE r.id = "p"."c7") AS "m7", (SELECT json_build_object('name', f.name, 'size', f.size, 'type', f.type)
FROM files f
WHERE f.id = "p"."c8") AS "f8", (SELECT r.label
FROM records r
WHERE r.id = "p"."c13") AS "l13", (SELECT r.label
FROM records r
WHERE r.id = "p"."c17") AS "l17", (SELECT r.label
FROM records r
WHERE r.id = "p"."c19") AS "l19", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."status" AS "c1", "t"."from_email" AS "c2", "t"."to_emails" AS "c3", "t"."cc_emails" AS "c4", "t"."bcc_emails" AS "c5", "t"."sent_at" AS "c6", "t"."related_to_id" AS "c7", "t"."attachment" AS "c8", "t"."open_count" AS "c9", "t"."click_count" AS "c10", "t"."body" AS "c11", "t"."number" AS "c12", "t"."owner_id" AS "c13", "t"."tags" AS "c14", "t"."source" AS "c15", "t"."created_at" AS "c16", "t"."created_by" AS "c17", "t"."modified_at" AS "c18", "t"."modified_by" AS "c19", false AS archived
FROM "emails" t
WHERE "t"."id" = ANY($2::bigint[])) p;
