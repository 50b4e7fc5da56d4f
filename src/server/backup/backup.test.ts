import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../../test/database.ts";
import type { Database } from "../db/database.ts";
import { ident, sql } from "../db/sql.ts";
import { writeBackup } from "./backup.ts";
import { restoreBackup } from "./restore.ts";

const folder = mkdtempSync(path.join(tmpdir(), "manul-backup-test-"));
const file = path.join(folder, "all.tar.gz");
const filesFolder = path.join(folder, "files");
let source: Database;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A hash of every table's content, whatever its order, and the sequences' state. */
async function fingerprint(db: Database): Promise<Record<string, string>> {
  const { rows } = await db.query<{ name: string; kind: string }>(sql`SELECT relname AS name, relkind::text AS kind FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND relname <> 'schema_migrations' ORDER BY 1`);
  const result: Record<string, string> = {};
  for (const { name, kind } of rows) {
    const content = await db.query<{ hash: string }>(
      kind === "S"
        ? sql`SELECT last_value || ' ' || is_called AS hash FROM ${ident(name)}`
        : sql`SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\n' ORDER BY t::text COLLATE "C")), '') AS hash FROM ${ident(name)} t`,
      { prepare: false },
    );
    result[name] = content.rows[0]?.hash ?? "";
  }
  return result;
}

const schema = async (db: Database): Promise<unknown> =>
  (
    await db.query(sql`SELECT pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = 'public'::regnamespace
      UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace ORDER BY 1`)
  ).rows;

beforeAll(async () => {
  source = await testDatabase();
  // All that COPY must not stumble over, in tables of several types, and a foreign key that points "backwards".
  await source.execute(`
    INSERT INTO settings (key, value) VALUES ('company', '{"name": "Ёж \\"и\\" Ко\\\\t"}'), ('list', '[1, null, "a\\nb"]');
    INSERT INTO records (id, module, label, search) SELECT nextval('record_id_seq'), 'contacts', E'Имя\\t' || n || E'\\\\N\\r\\n', to_tsvector('simple', 'слово' || n)
      FROM generate_series(1, 5000) n;
    INSERT INTO records (id, module, label) VALUES (nextval('record_id_seq'), 'leads', ''), (nextval('record_id_seq'), 'leads', '\\N'), (nextval('record_id_seq'), 'leads', '\\.');
    INSERT INTO operations (at, source) VALUES (now(), 'ui'), ('1999-12-31 23:59:59.999+00', 'api');
    INSERT INTO changes (operation_id, record_id, module, kind, version, after) VALUES (1, 1, 'contacts', 'create', 1, '{"name": {"a": 0.1}}');
    INSERT INTO exchange_rates VALUES ('EUR', '2024-02-29', 1.000000000000000000001);
    INSERT INTO sessions (token_hash, user_id, csrf_token, expires_at) VALUES ('\\xdeadbeef00', 1, 'x', now());
    INSERT INTO api_tokens (token_hash, user_id, name, scopes) VALUES ('\\x01', 1, 'name', array['read', 'a,"b"']);
    CREATE TABLE aaa_forgotten (id bigint PRIMARY KEY, note varchar(20), amount numeric(20,4)[]);
    INSERT INTO aaa_forgotten VALUES (1, 'kept', array[1.5000, null]);`);
  mkdirSync(path.join(filesFolder, "ab"), { recursive: true });
  writeFileSync(path.join(filesFolder, "ab", "cdef"), Buffer.from([0, 1, 2, 255]));
  writeFileSync(path.join(filesFolder, "ab", "empty"), "");
  writeFileSync(path.join(filesFolder, "ab", "unfinished.part"), "x");
  await writeBackup({ database: source, filesFolder, file, version: "0.1.0" });
});

test("everything comes back, with the files", async () => {
  const target = await testDatabase({ empty: true });
  const restored = path.join(folder, "restored");
  const summary = await restoreBackup({ database: target, filesFolder: restored, file });
  expect(summary).toMatchObject({ files: 2, manifest: { format: 1, product: "manul-crm", version: "0.1.0" } });
  expect(await fingerprint(target)).toEqual(await fingerprint(source));
  const own = (row: { definition: string }): boolean => !row.definition.includes("aaa_forgotten");
  expect(((await schema(target)) as { definition: string }[]).filter(own)).toEqual(
    ((await schema(source)) as { definition: string }[]).filter(own),
  );
  expect(readdirSync(path.join(restored, "ab")).toSorted()).toEqual(["cdef", "empty"]);
  expect(readFileSync(path.join(restored, "ab", "cdef"))).toEqual(Buffer.from([0, 1, 2, 255]));
  const next = await target.query<{ id: string }>(sql`SELECT nextval('record_id_seq') AS id`);
  expect(Number(next.rows[0]?.id)).toBe(5004);
});

test("the archive is one moment, while others write", async () => {
  const database = await testDatabase();
  await database.execute("INSERT INTO settings VALUES ('a', '0'), ('z', '0')");
  let writing = true;
  let value = 0;
  const writer = (async () => {
    while (writing) {
      value += 1;
      await database.query(sql`UPDATE settings SET value = ${String(value)}`);
      await database.query(sql`INSERT INTO records (id, module, label) VALUES (${value}, 'leads', ${String(value)})`);
    }
  })();
  const moment = path.join(folder, "moment.tar.gz");
  await writeBackup({ database, filesFolder: path.join(folder, "none"), file: moment, version: "0.1.0" });
  writing = false;
  await writer;
  const target = await testDatabase({ empty: true });
  await restoreBackup({ database: target, filesFolder: path.join(folder, "none2"), file: moment });
  const { rows } = await target.query(sql`SELECT (SELECT count(DISTINCT value) FROM settings)::int AS values,
    (SELECT value::text::int FROM settings LIMIT 1) - (SELECT count(*) FROM records)::int IN (0, 1) AS together`);
  expect(rows).toEqual([{ values: 1, together: true }]);
});

describe("refuses", () => {
  test("a database that holds records, unless told to replace", async () => {
    const target = await testDatabase();
    const restored = path.join(folder, "replaced");
    mkdirSync(restored);
    writeFileSync(path.join(restored, "old"), "old");
    await target.execute("INSERT INTO records (id, module, label) VALUES (1, 'leads', 'mine')");
    const before = await fingerprint(target);
    await expect(restoreBackup({ database: target, filesFolder: restored, file })).rejects.toThrow("--replace");
    expect(await fingerprint(target)).toEqual(before);
    await restoreBackup({ database: target, filesFolder: restored, file, replace: true });
    expect(await fingerprint(target)).toEqual(await fingerprint(source));
    expect(readdirSync(restored)).toEqual(["ab"]);
  });

  test("a damaged archive, and changes nothing", async () => {
    const target = await testDatabase({ empty: true });
    const broken = path.join(folder, "broken.tar.gz");
    const none = path.join(folder, "broken-files");
    const content = gunzipSync(readFileSync(file));
    const attempt = (bytes: Buffer): Promise<unknown> => {
      writeFileSync(broken, bytes);
      return restoreBackup({ database: target, filesFolder: none, file: broken });
    };
    const flipped = Buffer.from(content);
    const at = flipped.indexOf("Имя");
    flipped.write("Ими", at);
    await expect(attempt(gzipSync(flipped))).rejects.toThrow("table records isn't what was written");
    await expect(attempt(readFileSync(file).subarray(0, Math.floor(statSync(file).size / 2)))).rejects.toThrow("damaged");
    await expect(attempt(Buffer.from("no archive at all"))).rejects.toThrow("isn't a backup");
    const older = Buffer.from(content.toString("latin1").replace('"format": 1', '"format": 9'), "latin1");
    await expect(attempt(gzipSync(older))).rejects.toThrow("format 9");
    const newer = Buffer.from(content.toString("latin1").replace("001_core.sql", "999_core.sql"), "latin1");
    await expect(attempt(gzipSync(newer))).rejects.toThrow("newer Manul");
    expect(await fingerprint(target)).toEqual({});
    expect(readdirSync(folder)).not.toContain("broken-files");
  });
});
