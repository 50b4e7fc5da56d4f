import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { connectionUrl, testConnection } from "../../test/database.ts";
import { busyPort, postgresPid, Program, temporaryFolder, type ProgramOptions } from "../../test/program.ts";
import { openDatabase } from "./db/database.ts";
import { runningConnection } from "./db/embedded.ts";
import { isAlive, isGone } from "./db/postgres-orphan.ts";

const ENOUGH = 120_000;
const cleanUps: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
}, ENOUGH);

function dataFolder(): string {
  const { folder, remove } = temporaryFolder();
  // mkdtemp closes its folder to others; the user who runs PostgreSQL for root must get through.
  chmodSync(path.dirname(folder), 0o755);
  cleanUps.push(remove);
  return folder;
}

function run(options: ProgramOptions): Program {
  const program = new Program(options);
  cleanUps.push(() => program.stop());
  return program;
}

async function setUp(address: string): Promise<Record<string, string>> {
  const response = await fetch(`${address}/api/v1/setup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      company: { name: "Manul", currency: "EUR", language: "en", timezone: "UTC" },
      admin: { name: "Anna Petrova", email: "anna@example.com", password: "correct horse battery" },
      data: "empty",
    }),
  });
  expect(response.status).toBe(201);
  const { csrf_token: token } = (await response.json()) as { csrf_token: string };
  return { Cookie: response.headers.getSetCookie()[0]?.split(";")[0] ?? "", "X-CSRF-Token": token, "Content-Type": "application/json" };
}

async function addLead(address: string, headers: Record<string, string>, name: string): Promise<void> {
  const response = await fetch(`${address}/api/v1/records/leads`, { method: "POST", headers, body: JSON.stringify({ last_name: name }) });
  expect(response.status, await response.text()).toBe(201);
}

async function leads(address: string, headers: Record<string, string>): Promise<string[]> {
  const response = await fetch(`${address}/api/v1/records/leads?fields=last_name&sort=last_name`, { headers });
  const { data } = (await response.json()) as { data: { last_name: string }[] };
  return data.map((record) => record.last_name);
}

/** What the PostgreSQL that runs on this folder says of itself. */
async function postgresSettings(folder: string): Promise<Record<string, string>> {
  const connection = await runningConnection(folder, pino({ level: "silent" }));
  if (!connection) throw new Error("no PostgreSQL runs on this folder");
  const database = await openDatabase({ connection, max: 1 });
  try {
    const { rows } = await database.execute<{ name: string; setting: string }>(
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'unix_socket_permissions')",
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  } finally {
    await database.close();
  }
}
/** Nothing committed is lost with the machine. */
const DURABLE = { fsync: "on", full_page_writes: "on", synchronous_commit: "on" };

const healthy = async (address: string): Promise<number> => (await fetch(`${address}/healthz`)).status;

test(
  "starts on nothing, refuses a second one, stops cleanly and starts again",
  async () => {
    const folder = dataFolder();
    const first = run({ folder });
    const address = await first.ready();
    expect(await healthy(address)).toBe(200);
    for (const secret of ["postgres.password", "secret.key"]) expect(statSync(path.join(folder, secret)).mode & 0o777).toBe(0o600);
    // Where there is a socket nobody listens on the network at all, this machine's own included; the socket is the owner's.
    const local =
      process.platform === "win32" ? { listen_addresses: "127.0.0.1" } : { listen_addresses: "", unix_socket_permissions: "0700" };
    expect(await postgresSettings(folder)).toMatchObject({ ...DURABLE, ...local });
    const headers = await setUp(address);
    await addLead(address, headers, "kept");

    const second = run({ folder });
    expect(await second.exited).toBe(1);
    expect(second.output.trim().split("\n")).toHaveLength(1);
    expect(second.output).toContain(`Another Manul (process ${first.child.pid}) is already running on the data folder ${folder}`);
    expect(await healthy(address)).toBe(200);

    const postgres = postgresPid(folder);
    expect(await first.stop("SIGINT")).toBe(0);
    expect(isAlive(postgres)).toBe(false);
    expect(existsSync(path.join(folder, "postgres/postmaster.pid"))).toBe(false);
    expect(existsSync(path.join(folder, "manul.lock"))).toBe(false);
    // What PostgreSQL had in memory: the next start reads it in again.
    expect(statSync(path.join(folder, "postgres/autoprewarm.blocks")).size).toBeGreaterThan(1000);

    const again = run({ folder });
    expect(await leads(await again.ready(), headers)).toEqual(["kept"]);
    expect(await again.stop()).toBe(0);
  },
  ENOUGH,
);

test(
  "by the bootstrap script, where no socket can be: it listens to this machine alone; one signal stops it, with the program's exit code",
  async () => {
    const short = dataFolder();
    mkdirSync(short, { mode: 0o755 });
    // Longer than the path of a socket may be.
    const folder = path.join(short, "d".repeat(120));
    const program = run({ folder, bootstrap: true });
    await program.ready();
    expect(await postgresSettings(folder)).toMatchObject({ ...DURABLE, listen_addresses: "127.0.0.1" });
    const postgres = postgresPid(folder);
    expect(await program.stop("SIGTERM")).toBe(0);
    expect(isAlive(postgres)).toBe(false);
    expect(program.output).not.toContain("told to stop again");
  },
  ENOUGH,
);

test(
  "finishes requests in flight before it stops",
  async () => {
    const folder = dataFolder();
    const program = run({ folder });
    const { hostname, port } = new URL(await program.ready());
    const body = JSON.stringify({ email: "nobody@example.com", password: "wrong password" });
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write(
      `POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    );
    await sleep(200);
    program.child.kill("SIGTERM");
    await sleep(500);
    socket.write(body.slice(10));
    expect(await program.exited).toBe(0);
    await closed;
    expect(answer).toContain("HTTP/1.1 401");
  },
  ENOUGH,
);

describe("after kill -9", () => {
  test(
    "of everything, no committed record is lost",
    async () => {
      const folder = dataFolder();
      const program = run({ folder });
      const address = await program.ready();
      const headers = await setUp(address);
      const committed: string[] = [];
      const writing = (async () => {
        for (let n = 0; ; n++) {
          const name = `lead ${String(n).padStart(4, "0")}`;
          await addLead(address, headers, name);
          committed.push(name);
        }
      })().catch(() => undefined);
      await expect.poll(() => committed.length, { timeout: 30_000 }).toBeGreaterThan(30);
      process.kill(postgresPid(folder), "SIGKILL");
      program.child.kill("SIGKILL");
      await Promise.all([program.exited, writing]);
      const again = run({ folder });
      const kept = new Set(await leadsOfAll(await again.ready(), headers));
      expect(committed.filter((name) => !kept.has(name))).toEqual([]);
      await again.stop();
    },
    ENOUGH,
  );

  test(
    "of the program alone, the PostgreSQL left behind is replaced",
    async () => {
      const folder = dataFolder();
      const program = run({ folder });
      const address = await program.ready();
      const headers = await setUp(address);
      await addLead(address, headers, "kept");
      const orphan = postgresPid(folder);
      program.child.kill("SIGKILL");
      await program.exited;
      expect(isAlive(orphan)).toBe(true);
      const again = run({ folder });
      expect(await leads(await again.ready(), headers)).toEqual(["kept"]);
      expect(await isGone(orphan, 1_000)).toBe(true);
      await again.stop();
    },
    ENOUGH,
  );

  test(
    "a process number that somebody else has got meanwhile doesn't matter",
    async () => {
      const folder = dataFolder();
      const program = run({ folder });
      await program.ready();
      const pidFile = path.join(folder, "postgres/postmaster.pid");
      const content = readFileSync(pidFile, "utf8");
      const lock = readFileSync(path.join(folder, "manul.lock"), "utf8");
      await program.stop();
      writeFileSync(pidFile, content.replace(/^\d+/, String(process.pid)), { mode: 0o600 });
      const { uid, gid } = statSync(path.dirname(pidFile));
      chownSync(pidFile, uid, gid);
      writeFileSync(path.join(folder, "manul.lock"), lock.replace(/"pid":\d+/, `"pid":${process.pid}`));
      const again = run({ folder });
      expect(await healthy(await again.ready())).toBe(200);
      await again.stop();
    },
    ENOUGH,
  );
});

async function leadsOfAll(address: string, headers: Record<string, string>): Promise<string[]> {
  const response = await fetch(`${address}/api/v1/records/leads?fields=last_name&limit=1000`, { headers });
  const { data } = (await response.json()) as { data: { last_name: string }[] };
  return data.map((record) => record.last_name);
}

test(
  "on somebody's own PostgreSQL by DATABASE_URL: no embedded one is started, and the data are there",
  async () => {
    const folder = dataFolder();
    const env = { DATABASE_URL: connectionUrl(await testConnection({ empty: true })) };
    const first = run({ folder, env });
    const address = await first.ready();
    const headers = await setUp(address);
    await addLead(address, headers, "elsewhere");
    expect(existsSync(path.join(folder, "postgres"))).toBe(false);
    expect(await first.stop()).toBe(0);
    const again = run({ folder, env });
    expect(await leads(await again.ready(), headers)).toEqual(["elsewhere"]);
  },
  ENOUGH,
);

describe("says what is wrong", () => {
  test(
    "with the port",
    async () => {
      const { port, close } = await busyPort();
      cleanUps.push(close);
      const folder = dataFolder();
      const program = run({ folder, env: { PORT: String(port) } });
      expect(await program.exited).toBe(1);
      expect(program.output).toContain(`manul: PORT ${port} is taken by another program`);
      expect(existsSync(path.join(folder, "postgres/postmaster.pid"))).toBe(false);
    },
    ENOUGH,
  );

  test("with each variable, in one line each", async () => {
    const env = { PORT: "x", HOST: "a b", DATABASE_URL: "mysql://x", LOG_LEVEL: "loud", SECRET_KEY: "short" };
    const program = run({ folder: dataFolder(), env });
    expect(await program.exited).toBe(1);
    const lines = program.output.trim().split("\n");
    expect(lines.map((line) => /^manul: ([A-Z_]+) /.exec(line)?.[1])).toEqual(Object.keys(env));
  });

  test("with DATABASE_URL", async () => {
    const program = run({ folder: dataFolder(), env: { DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/none" } });
    expect(await program.exited).toBe(1);
    expect(program.output).toMatch(/^manul: DATABASE_URL: no connection to PostgreSQL: .*ECONNREFUSED/m);
    expect(program.output).not.toContain("secret");
  });

  test.each([
    ["a file is in its place", "sub", "a part of this path is a file, not a folder"] as const,
    ["a file is on its way", "sub/data", "a part of this path is a file, not a folder"] as const,
    ...(process.platform === "linux" ? [["nothing can be made", "/proc/manul/data", "no folder can be made there"] as const] : []),
  ])("with a data folder where %s", async (_what, place, reason) => {
    const own = dataFolder();
    mkdirSync(own, { recursive: true });
    writeFileSync(path.join(own, "sub"), "");
    const folder = path.resolve(own, place);
    const program = run({ folder });
    expect(await program.exited).toBe(1);
    expect(program.output.trim()).toBe(`manul: The data folder ${folder} can't be used: ${reason}. Set DATA_DIR to another one.`);
  });

  test("with data of another PostgreSQL", async () => {
    const folder = dataFolder();
    mkdirSync(path.join(folder, "postgres"), { recursive: true });
    writeFileSync(path.join(folder, "postgres/PG_VERSION"), "15\n");
    const program = run({ folder });
    expect(await program.exited).toBe(1);
    expect(program.output).toContain("was written by PostgreSQL 15; this Manul has 18");
  });
});
