-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT json_build_object('name', f.name, 'size', f.size, 'type', f.type)
FROM files f
WHERE f.id = "p"."c3") AS "f3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."title" AS "c0", "t"."folder_id" AS "c1", "t"."kind" AS "c2", "t"."file" AS "c3", "t"."file_size" AS "c4", "t"."owner_id" AS "c5", "t"."modified_at" AS "c6", "t"."modified_at" AS "k0"
FROM "documents" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c1") AS "l1", (SELECT json_build_object('name', f.name, 'size', f.size, 'type', f.type)
FROM files f
WHERE f.id = "p"."c4") AS "f4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c12") AS "l12", (SELECT r.label
FROM records r
WHERE r.id = "p"."c16") AS "l16", (SELECT r.label
FROM records r
WHERE r.id = "p"."c18") AS "l18", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."title" AS "c0", "t"."folder_id" AS "c1", "t"."active" AS "c2", "t"."kind" AS "c3", "t"."file" AS "c4", "t"."url" AS "c5", "t"."file_size" AS "c6", "t"."file_type" AS "c7", "t"."file_version" AS "c8", "t"."download_count" AS "c9", "t"."note" AS "c10", "t"."number" AS "c11", "t"."owner_id" AS "c12", "t"."tags" AS "c13", "t"."source" AS "c14", "t"."created_at" AS "c15", "t"."created_by" AS "c16", "t"."modified_at" AS "c17", "t"."modified_by" AS "c18", false AS archived
FROM "documents" t
WHERE "t"."id" = ANY($2::bigint[])) p;
