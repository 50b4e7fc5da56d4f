-- the default list
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."last_name" AS "c0", "t"."first_name" AS "c1", "t"."email" AS "c2", "t"."title" AS "c3", "t"."office_id" AS "c4", "t"."manager_id" AS "c5", "t"."status" AS "c6", "t"."is_admin" AS "c7", "t"."last_name" AS "k0"
FROM "users" t
WHERE "t"."deleted_at" IS NULL
AND "t"."last_name" IS NOT NULL
ORDER BY "t"."last_name" ASC, "t"."id" ASC
LIMIT 51) p;
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c4") AS "l4", (SELECT r.label
FROM records r
WHERE r.id = "p"."c5") AS "l5"
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."last_name" AS "c0", "t"."first_name" AS "c1", "t"."email" AS "c2", "t"."title" AS "c3", "t"."office_id" AS "c4", "t"."manager_id" AS "c5", "t"."status" AS "c6", "t"."is_admin" AS "c7", "t"."last_name" AS "k0"
FROM "users" t
WHERE "t"."deleted_at" IS NULL
AND "t"."last_name" IS NULL
ORDER BY "t"."id" ASC
LIMIT 50) p;

-- one record
SELECT p.*, (SELECT r.label
FROM records r
WHERE r.id = "p"."c8") AS "l8", (SELECT r.label
FROM records r
WHERE r.id = "p"."c9") AS "l9", (SELECT json_build_object('name', f.name, 'size', f.size, 'type', f.type)
FROM files f
WHERE f.id = "p"."c48") AS "f48", (SELECT r.label
FROM records r
WHERE r.id = "p"."c50") AS "l50", (SELECT r.label
FROM records r
WHERE r.id = "p"."c54") AS "l54", (SELECT r.label
FROM records r
WHERE r.id = "p"."c56") AS "l56", EXISTS (SELECT 1
FROM stars s
WHERE s.user_id = $1::bigint
AND s.record_id = p.id) AS starred
FROM (SELECT "t"."id", "t"."number", "t"."version", "t"."label", "t"."deleted_at", "t"."last_name" AS "c0", "t"."first_name" AS "c1", "t"."middle_name" AS "c2", "t"."email" AS "c3", "t"."status" AS "c4", "t"."is_admin" AS "c5", "t"."title" AS "c6", "t"."department" AS "c7", "t"."office_id" AS "c8", "t"."manager_id" AS "c9", "t"."phone" AS "c10", "t"."phone_extension" AS "c11", "t"."mobile" AS "c12", "t"."home_phone" AS "c13", "t"."other_phone" AS "c14", "t"."fax" AS "c15", "t"."secondary_email" AS "c16", "t"."other_email" AS "c17", "t"."signature" AS "c18", "t"."use_internal_mailer" AS "c19", "t"."description" AS "c20", "t"."language" AS "c21", "t"."timezone" AS "c22", "t"."currency" AS "c23", "t"."date_format" AS "c24", "t"."time_format" AS "c25", "t"."number_format" AS "c26", "t"."currency_symbol_placement" AS "c27", "t"."currency_decimals" AS "c28", "t"."hide_trailing_zeros" AS "c29", "t"."week_start" AS "c30", "t"."day_starts_at" AS "c31", "t"."day_ends_at" AS "c32", "t"."calendar_view" AS "c33", "t"."calendar_scope" AS "c34", "t"."calendar_sharing" AS "c35", "t"."call_duration" AS "c36", "t"."event_duration" AS "c37", "t"."default_event_type" AS "c38", "t"."default_event_status" AS "c39", "t"."reminder_interval" AS "c40", "t"."hide_completed_events" AS "c41", "t"."theme" AS "c42", "t"."default_record_view" AS "c43", "t"."row_height" AS "c44", "t"."landing_page" AS "c45", "t"."sidebar_collapsed" AS "c46", "t"."address" AS "c47", "t"."photo" AS "c48", "t"."number" AS "c49", "t"."owner_id" AS "c50", "t"."tags" AS "c51", "t"."source" AS "c52", "t"."created_at" AS "c53", "t"."created_by" AS "c54", "t"."modified_at" AS "c55", "t"."modified_by" AS "c56", false AS archived
FROM "users" t
WHERE "t"."id" = ANY($2::bigint[])) p;
