-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c3") AS "l3", (SELECT r.label
FROM records r
WHERE r.id = "p"."c6") AS "l6"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."last_name" AS "c0", "t"."first_name" AS "c1", "t"."title" AS "c2", "t"."organization_id" AS "c3", "t"."phone" AS "c4", "t"."email" AS "c5", "t"."owner_id" AS "c6", "t"."modified_at" AS "k0"
FROM "contacts" t
WHERE "t"."deleted_at" IS NULL
ORDER BY "t"."modified_at" DESC, "t"."id" DESC
LIMIT 51) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c7") AS "l7", (SELECT json_build_object('name', f.name, 'size', f.size, 'type', f.type)
FROM files f
WHERE f.id = "p"."c30") AS "f30", (SELECT r.label
FROM records r
WHERE r.id = "p"."c32") AS "l32", (SELECT r.label
FROM records r
WHERE r.id = "p"."c36") AS "l36", (SELECT r.label
FROM records r
WHERE r.id = "p"."c38") AS "l38", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."salutation" AS "c0", "t"."last_name" AS "c1", "t"."first_name" AS "c2", "t"."middle_name" AS "c3", "t"."organization_id" AS "c4", "t"."title" AS "c5", "t"."department" AS "c6", "t"."manager_id" AS "c7", "t"."lead_source" AS "c8", "t"."birthday" AS "c9", "t"."assistant" AS "c10", "t"."is_reference" AS "c11", "t"."notify_owner" AS "c12", "t"."converted_from_lead" AS "c13", "t"."phone" AS "c14", "t"."mobile" AS "c15", "t"."email" AS "c16", "t"."secondary_email" AS "c17", "t"."home_phone" AS "c18", "t"."other_phone" AS "c19", "t"."assistant_phone" AS "c20", "t"."fax" AS "c21", "t"."do_not_call" AS "c22", "t"."email_opt_out" AS "c23", "t"."mailing_address" AS "c24", "t"."other_address" AS "c25", "t"."portal_access" AS "c26", "t"."support_start_date" AS "c27", "t"."support_end_date" AS "c28", "t"."description" AS "c29", "t"."photo" AS "c30", "t"."number" AS "c31", "t"."owner_id" AS "c32", "t"."tags" AS "c33", "t"."source" AS "c34", "t"."created_at" AS "c35", "t"."created_by" AS "c36", "t"."modified_at" AS "c37", "t"."modified_by" AS "c38", false AS archived
FROM "contacts" t
WHERE "t"."id" = ANY($2::bigint[])) p;
