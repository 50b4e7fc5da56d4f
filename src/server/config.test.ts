import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { ConfigError, readConfig, SETTINGS } from "./config.ts";
import { loadSecretKey } from "./secret-key.ts";

const CWD = "/srv/manul";

test("has a default for everything", () => {
  expect(readConfig({}, CWD)).toEqual({
    port: 3000,
    host: "127.0.0.1",
    dataDir: "/srv/manul/data",
    databaseUrl: undefined,
    databaseReplicaUrl: undefined,
    databasePool: 20,
    publicUrl: undefined,
    smtpUrl: undefined,
    storage: { kind: "file", folder: "/srv/manul/data/files" },
    logLevel: "info",
    logPretty: false,
    secretKey: undefined,
    secretKeysBefore: [],
    outsideAllow: [],
    trustProxy: false,
    warnings: [],
  });
  expect(readConfig({ PORT: "", DATABASE_URL: " " }, CWD)).toEqual(readConfig({}, CWD));
});

test("reads every variable", () => {
  const config = readConfig(
    {
      PORT: "8080",
      HOST: "::",
      DATA_DIR: "/var/lib/crm",
      DATABASE_URL: "postgres://a:b@db/crm",
      DATABASE_REPLICA_URL: "postgresql://a:b@replica/crm",
      DATABASE_POOL: "7",
      PUBLIC_URL: "https://crm.example.com/",
      SMTP_URL: "smtps://a:b@mail",
      STORAGE_URL: "file:./store",
      LOG_LEVEL: "DEBUG",
      LOG_PRETTY: "1",
      SECRET_KEY: "x".repeat(32),
      SECRET_KEYS_BEFORE: `${"y".repeat(32)}, ${"z".repeat(32)}`,
      OUTSIDE_ALLOW: "10.0.0.0/8, fd00::/8,Intranet.local",
      TRUST_PROXY: "true",
    },
    CWD,
  );
  expect(config).toMatchObject({
    port: 8080,
    host: "::",
    dataDir: "/var/lib/crm",
    databasePool: 7,
    publicUrl: "https://crm.example.com",
    storage: { kind: "file", folder: "/srv/manul/store" },
    logLevel: "debug",
    logPretty: true,
    secretKeysBefore: ["y".repeat(32), "z".repeat(32)],
    outsideAllow: ["10.0.0.0/8", "fd00::/8", "intranet.local"],
    trustProxy: true,
  });
  expect(readConfig({ STORAGE_URL: "file:///srv/x" }, CWD).storage).toEqual({ kind: "file", folder: "/srv/x" });
  expect(() => readConfig({ STORAGE_URL: "s3://k:s@h/b" }, CWD)).toThrow("STORAGE_URL can't be s3: yet");
});

test("tells every wrong variable at once, one line each, and no secret", () => {
  const wrong = {
    PORT: "70000",
    HOST: "not a host",
    DATABASE_URL: "mysql://root:hunter2@db/crm",
    DATABASE_REPLICA_URL: "hunter2",
    DATABASE_POOL: "1",
    PUBLIC_URL: "crm.example.com",
    SMTP_URL: "mail",
    STORAGE_URL: "/srv/files",
    LOG_LEVEL: "loud",
    LOG_PRETTY: "yes",
    SECRET_KEY: "hunter2",
    SECRET_KEYS_BEFORE: "hunter2",
    OUTSIDE_ALLOW: "10.0.0.0/33",
    TRUST_PROXY: "2",
  };
  const error = (() => {
    try {
      return readConfig(wrong, CWD);
    } catch (caught) {
      return caught;
    }
  })();
  if (!(error instanceof ConfigError)) throw new Error("no ConfigError");
  expect(new Set(error.lines.map((line) => line.split(" ")[0]))).toEqual(new Set(Object.keys(wrong)));
  expect(error.lines).toHaveLength(Object.keys(wrong).length);
  expect(error.message).not.toContain("hunter2");
  expect(error.lines[0]).toBe('PORT must be a whole number from 0 to 65535, not "70000"');
});

test("a replica without a database of one's own is wrong", () => {
  expect(() => readConfig({ DATABASE_REPLICA_URL: "postgres://a/b" }, CWD)).toThrow("needs DATABASE_URL");
});

test("warns of names that nobody reads", () => {
  expect(readConfig({ MANUL_PORT: "1", MANUL_X: "" }, CWD).warnings).toEqual([
    "MANUL_PORT is not a setting of Manul; did you mean PORT?",
    "MANUL_X is not a setting of Manul",
  ]);
});

test("the README lists every setting", () => {
  for (const file of ["README.md", "README.ru.md"]) {
    const text = readFileSync(path.resolve(import.meta.dirname, "../..", file), "utf8");
    for (const { name } of SETTINGS) expect(text, file).toContain(`\`${name}\``);
  }
});

test("the secret key is made once and kept for its owner alone", () => {
  const dataDir = path.join(mkdtempSync(path.join(tmpdir(), "manul-key-")), "data");
  const key = loadSecretKey({ secretKey: undefined, dataDir });
  expect(key.length).toBeGreaterThanOrEqual(64);
  expect(loadSecretKey({ secretKey: undefined, dataDir })).toBe(key);
  expect(statSync(path.join(dataDir, "secret.key")).mode & 0o777).toBe(0o600);
  expect(loadSecretKey({ secretKey: "given", dataDir })).toBe("given");
});
