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
WHERE f.id = "p"."c9") AS "f9", (SELECT r.label
FROM records r
WHERE r.id = "p"."c14") AS "l14", (SELECT r.label
FROM records r
WHERE r.id = "p"."c18") AS "l18", (SELECT r.label
FROM records r
WHERE r.id = "p"."c20") AS "l20", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."subject" AS "c0", "t"."status" AS "c1", "t"."from_email" AS "c2", "t"."to_emails" AS "c3", "t"."cc_emails" AS "c4", "t"."bcc_emails" AS "c5", "t"."sent_at" AS "c6", "t"."related_to_id" AS "c7", "t"."send_error" AS "c8", "t"."attachment" AS "c9", "t"."open_count" AS "c10", "t"."click_count" AS "c11", "t"."body" AS "c12", "t"."number" AS "c13", "t"."owner_id" AS "c14", "t"."tags" AS "c15", "t"."source" AS "c16", "t"."created_at" AS "c17", "t"."created_by" AS "c18", "t"."modified_at" AS "c19", "t"."modified_by" AS "c20", false AS archived
FROM "emails" t
WHERE "t"."id" = ANY($2::bigint[])) p;
