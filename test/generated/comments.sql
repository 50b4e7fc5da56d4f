-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.module
FROM records r
WHERE r.id = "p"."c1") AS "m1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."content" AS "c0", "t"."related_to_id" AS "c1", "t"."created_by" AS "c2", "t"."created_at" AS "c3", "t"."created_at" AS "k0"
FROM "comments" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."created_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT r.module
FROM records r
WHERE r.id = "p"."c1") AS "m1", (SELECT r.label
FROM records r
WHERE r.id = "p"."c2") AS "l2", (SELECT json_build_object('name', f.name, 'size', f.size, 'type', f.type)
FROM files f
WHERE f.id = "p"."c5") AS "f5", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7", (SELECT r.label
FROM records r
WHERE r.id = "p"."c8") AS "l8", (SELECT r.label
FROM records r
WHERE r.id = "p"."c10") AS "l10", (SELECT r.label
FROM records r
WHERE r.id = "p"."c14") AS "l14", (SELECT r.label
FROM records r
WHERE r.id = "p"."c16") AS "l16", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."content" AS "c0", "t"."related_to_id" AS "c1", "t"."parent_id" AS "c2", "t"."is_private" AS "c3", "t"."is_pinned" AS "c4", "t"."attachment" AS "c5", "t"."edit_reason" AS "c6", "t"."customer_id" AS "c7", "t"."email_id" AS "c8", "t"."number" AS "c9", "t"."owner_id" AS "c10", "t"."tags" AS "c11", "t"."source" AS "c12", "t"."created_at" AS "c13", "t"."created_by" AS "c14", "t"."modified_at" AS "c15", "t"."modified_by" AS "c16", false AS archived
FROM "comments" t
WHERE "t"."id" = ANY($2::bigint[])) p;
