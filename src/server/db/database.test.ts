import { setTimeout as sleep } from "node:timers/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../test/database.ts";
import { constraintOf, sqlState, type Database, type Db } from "./database.ts";
import { ident, raw, sql } from "./sql.ts";

let db: Database;
beforeAll(async () => {
  db = await testDatabase({ empty: true });
  await db.execute("CREATE TABLE item (id int PRIMARY KEY, name text, CONSTRAINT name_once UNIQUE (name))");
});
beforeEach(() => db.execute("TRUNCATE item"));

const names = async (on: Db = db): Promise<string[]> =>
  (await on.query<{ name: string }>(sql`SELECT name FROM item ORDER BY id`)).rows.map((row) => row.name);
const add = (on: Db, id: number, name: string): Promise<unknown> => on.query(sql`INSERT INTO item (id, name) VALUES (${id}, ${name})`);

describe("values", () => {
  test("keep their precision", async () => {
    const { rows } = await db.query(sql`SELECT 9007199254740993::int8 AS big, 0.10::numeric(10,2) AS money,
      '2024-02-29'::date AS day, '2024-02-29 23:59:59.987654+03'::timestamptz AS moment, '2024-01-01+00'::timestamptz AS whole,
      '2024-01-01 00:00:00.5+00'::timestamptz AS half, array[1.50, null]::numeric[] AS list,
      '{"a": [1, null]}'::jsonb AS json, array['2024-01-01 00:00+00'::timestamptz] AS moments, 7::int4 AS small, true AS yes`);
    expect(rows).toEqual([
      {
        big: "9007199254740993",
        money: "0.10",
        day: "2024-02-29",
        moment: "2024-02-29T20:59:59.987Z",
        whole: "2024-01-01T00:00:00.000Z",
        half: "2024-01-01T00:00:00.500Z",
        list: ["1.50", null],
        json: { a: [1, null] },
        moments: ["2024-01-01T00:00:00.000Z"],
        small: 7,
        yes: true,
      },
    ]);
  });

  test("errors tell state and constraint", async () => {
    await add(db, 1, "a");
    const error: unknown = await add(db, 2, "a").catch((caught: unknown) => caught);
    expect([sqlState(error), constraintOf(error)]).toEqual(["23505", "name_once"]);
    expect(sqlState(new Error("other"))).toBeUndefined();
  });
});

describe("transactions", () => {
  test("are undone as a whole", async () => {
    const failed = db.tx(async (tx) => {
      await add(tx, 1, "a");
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(await names()).toEqual([]);
    expect(db.statistics()).toMatchObject({ waiting: 0, total: db.statistics().idle });
  });

  test("nested, only the inner one", async () => {
    await db.tx(async (tx) => {
      await add(tx, 1, "a");
      await expect(tx.tx((inner) => add(inner, 1, "same id"))).rejects.toThrow("duplicate");
      await tx.tx(async (inner) => {
        await add(inner, 2, "b");
        await inner.tx(() => Promise.reject(new Error("deep"))).catch(() => undefined);
      });
    });
    expect(await names()).toEqual(["a", "b"]);
  });

  test("refuse two savepoints side by side", async () => {
    const both = db.tx((tx) => Promise.all([tx.tx(() => sleep(20)), tx.tx(() => sleep(20))]));
    await expect(both).rejects.toThrow("savepoint is already open");
  });

  test("let nothing run on their connection afterwards", async () => {
    let kept: Db | undefined;
    await db.tx(async (tx) => void (kept = tx));
    await expect(kept && add(kept, 1, "late")).rejects.toThrow("transaction is over");
    expect(await names()).toEqual([]);
  });

  test("take statements started at once", async () => {
    await db.tx((tx) => Promise.all([1, 2, 3, 4].map((id) => add(tx, id, `n${id}`))));
    expect(await names()).toEqual(["n1", "n2", "n3", "n4"]);
  });

  test("run again after a deadlock", async () => {
    await add(db, 1, "a");
    await add(db, 2, "b");
    let runs = 0;
    let holding = 0;
    // Both hold their first row before either asks for its second: a deadlock, however slow the machine is.
    const { promise: bothHold, resolve: proceed } = Promise.withResolvers<void>();
    const touch = (first: number, second: number): Promise<void> =>
      db.tx(async (tx) => {
        runs += 1;
        await tx.query(sql`UPDATE item SET name = name || ${"!"} WHERE id = ${first}`);
        holding += 1;
        if (holding >= 2) proceed();
        await bothHold;
        await tx.query(sql`UPDATE item SET name = name || ${"!"} WHERE id = ${second}`);
      });
    await Promise.all([touch(1, 2), touch(2, 1)]);
    expect(runs).toBeGreaterThan(2);
    expect(await names()).toEqual(["a!!", "b!!"]);
  });

  test("don't run again when told so", async () => {
    let runs = 0;
    const failing = db.tx(
      async (tx) => {
        runs += 1;
        await tx.execute("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$");
      },
      { retry: false },
    );
    await expect(failing).rejects.toThrow("x");
    expect(runs).toBe(1);
  });

  test("survive the loss of a connection", async () => {
    const lost = db.tx(async (tx) => {
      const { rows } = await tx.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      await db.query(sql`SELECT pg_terminate_backend(${rows[0]?.pid})`);
      await tx.query(sql`SELECT 1`);
    });
    await expect(lost).rejects.toThrow();
    await Promise.all([1, 2, 3, 4, 5].map(() => db.query(sql`SELECT 1`)));
  });
});

describe("prepared statements", () => {
  const prepared = async (tx: Db, part: string): Promise<number> =>
    (
      await tx.query(sql`SELECT 1 FROM pg_prepared_statements WHERE statement LIKE ${`%${part}%`} AND name LIKE 's\\_%'`, {
        prepare: false,
      })
    ).rowCount;

  test("from the second time on", async () => {
    await db.tx(async (tx) => {
      const counts: number[] = [];
      for (let i = 0; i < 3; i++) {
        await tx.query(sql`SELECT ${i}::int AS second_time`);
        counts.push(await prepared(tx, "second_time"));
      }
      expect(counts).toEqual([0, 1, 1]);
    });
  });

  test("survive a change of their table", async () => {
    await db.execute("CREATE TABLE changing (a int)");
    for (let i = 0; i < 3; i++) await db.query(sql`SELECT * FROM changing WHERE ${1}::int = 1`);
    await db.execute("ALTER TABLE changing ADD b int");
    await db.query(sql`SELECT * FROM changing WHERE ${1}::int = 1`);
    for (let i = 0; i < 3; i++) await db.query(sql`SELECT * FROM changing WHERE ${1}::int = 1`);
    await db.execute("ALTER TABLE changing ADD c int");
    await db.tx((tx) => tx.query(sql`SELECT * FROM changing WHERE ${1}::int = 1`));
  });

  test("are limited in number", async () => {
    const one = await testDatabase({ empty: true, max: 1 });
    for (let i = 0; i < 600; i++) for (let k = 0; k < 2; k++) await one.query(sql`SELECT ${1}::int AS ${ident(`many_${i}`)}`);
    await one.tx(async (tx) => expect(await prepared(tx, "many_")).toBeLessThanOrEqual(500));
  });
});

describe("long answers and COPY", () => {
  test("come in portions", async () => {
    const sizes: number[] = [];
    for await (const rows of db.stream(sql`SELECT * FROM generate_series(1, ${25}::int)`, { batch: 10 })) sizes.push(rows.length);
    expect(sizes).toEqual([10, 10, 5]);
    for await (const rows of db.stream(sql`SELECT * FROM generate_series(1, 100)`, { batch: 10 })) {
      expect(rows).toHaveLength(10);
      break;
    }
    expect(db.statistics()).toMatchObject({ waiting: 0, total: db.statistics().idle });
  });

  test("go in and out by COPY", async () => {
    await db.tx(async (tx) => {
      await pipeline(Readable.from(["1\ta\n", "2\tb\n"]), tx.copyFrom(sql`COPY item (id, name) FROM STDIN`));
      expect(await text(tx.copyTo(sql`COPY item (id, name) TO STDOUT`))).toBe("1\ta\n2\tb\n");
    });
    expect(await names()).toEqual(["a", "b"]);
    const bad = db.tx((tx) => pipeline(Readable.from(["x\ta\n"]), tx.copyFrom(sql`COPY item (id, name) FROM STDIN`)));
    await expect(bad).rejects.toThrow("invalid input syntax");
    expect(() => db.copyTo(sql`COPY item TO STDOUT`)).toThrow("transaction");
  });
});

describe("notifications", () => {
  test("arrive, also after the connection was lost", async () => {
    const heard: string[] = [];
    let reconnects = 0;
    const stop = await db.listen("news", (payload) => heard.push(payload), { onReconnect: () => (reconnects += 1) });
    await db.query(sql`SELECT pg_notify('news', ${"one"})`);
    await expect.poll(() => heard).toEqual(["one"]);
    await db.query(sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query ~* ${raw("'^listen'")}`);
    await expect.poll(() => reconnects).toBe(1);
    await db.query(sql`SELECT pg_notify('news', ${"two"})`);
    await expect.poll(() => heard).toEqual(["one", "two"]);
    await stop();
  });
});

test("a wrong address is known at once", async () => {
  const { openDatabase } = await import("./database.ts");
  await expect(openDatabase({ url: "postgres://nobody:x@127.0.0.1:1/none" })).rejects.toThrow("ECONNREFUSED");
});
