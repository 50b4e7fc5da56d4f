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
WHERE f.id = "p"."c4") AS "f4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7", (SELECT r.label
FROM records r
WHERE r.id = "p"."c9") AS "l9", (SELECT r.label
FROM records r
WHERE r.id = "p"."c13") AS "l13", (SELECT r.label
FROM records r
WHERE r.id = "p"."c15") AS "l15", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."content" AS "c0", "t"."related_to_id" AS "c1", "t"."parent_id" AS "c2", "t"."is_private" AS "c3", "t"."attachment" AS "c4", "t"."edit_reason" AS "c5", "t"."customer_id" AS "c6", "t"."email_id" AS "c7", "t"."number" AS "c8", "t"."owner_id" AS "c9", "t"."tags" AS "c10", "t"."source" AS "c11", "t"."created_at" AS "c12", "t"."created_by" AS "c13", "t"."modified_at" AS "c14", "t"."modified_by" AS "c15"
FROM "comments" t
WHERE "t"."id" = ANY($2::bigint[])) p;
