/**
 * The program's settings, read from the environment once, at start. Every wrong variable gives one line; all of them
 * are told at once. `SETTINGS` is also the README's table.
 */
import { isIP } from "node:net";
import path from "node:path";
import { StartError } from "./start-error.ts";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  readonly databaseReplicaUrl: string | undefined;
  readonly databasePool: number;
  /** Without a slash at the end; undefined: taken from each request. */
  readonly publicUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly storage: Storage;
  readonly logLevel: LogLevel;
  readonly logPretty: boolean;
  /** Undefined: made and kept in the data folder (secret-key.ts). */
  readonly secretKey: string | undefined;
  /** They open what was sealed before the key was changed. */
  readonly secretKeysBefore: readonly string[];
  /** Private addresses that may be reached all the same: IP addresses, networks (10.0.0.0/8), host names. */
  readonly outsideAllow: readonly string[];
  readonly trustProxy: boolean;
  /** What isn't wrong but probably not meant. */
  readonly warnings: readonly string[];
}

/** A union of one, until there is an object store: whoever uses the folder asks for the kind first. */
export type Storage = { readonly kind: "file"; /** Absolute. */ readonly folder: string };

export interface Setting {
  readonly name: string;
  readonly default: string;
  readonly meaning: string;
}

export const SETTINGS = [
  { name: "PORT", default: "3000", meaning: "port of the web server" },
  { name: "HOST", default: "127.0.0.1", meaning: "address to listen on; 0.0.0.0 for every network" },
  { name: "DATA_DIR", default: "./data", meaning: "folder for the database, stored files, keys and logs" },
  { name: "DATABASE_URL", default: "", meaning: "PostgreSQL 15 or newer to use instead of the built-in one" },
  { name: "DATABASE_REPLICA_URL", default: "", meaning: "read-only replica for lists, search and reports" },
  { name: "DATABASE_POOL", default: "20", meaning: "most connections to the database" },
  { name: "PUBLIC_URL", default: "", meaning: "the address that users open, for links in e-mails" },
  { name: "SMTP_URL", default: "", meaning: "mail server, like smtps://user:password@mail.example.com" },
  { name: "STORAGE_URL", default: "file:<DATA_DIR>/files", meaning: "where uploaded files are stored: file:FOLDER" },
  { name: "LOG_LEVEL", default: "info", meaning: LOG_LEVELS.join(", ") },
  { name: "LOG_PRETTY", default: "on a terminal", meaning: "1: logs for people, 0: JSON lines" },
  { name: "SECRET_KEY", default: "made in DATA_DIR", meaning: "32 or more characters that protect sessions and secrets" },
  {
    name: "SECRET_KEYS_BEFORE",
    default: "",
    meaning: "earlier values of SECRET_KEY, separated by commas, for one start: what they sealed is sealed anew",
  },
  {
    name: "OUTSIDE_ALLOW",
    default: "",
    meaning: "private addresses, networks (10.0.0.0/8) and host names that may be reached, separated by commas",
  },
  { name: "TRUST_PROXY", default: "0", meaning: "1 behind a reverse proxy: believe its X-Forwarded-* headers" },
] as const satisfies readonly Setting[];

type Name = (typeof SETTINGS)[number]["name"];

export class ConfigError extends StartError {
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "ConfigError";
    this.lines = lines;
  }
}

/** What is wrong with a value, to be put behind the variable's name. */
class Wrong extends Error {}

export function readConfig(env: Readonly<Record<string, string | undefined>>, cwd: string, isTerminal = false): Config {
  const lines: string[] = [];
  /** An empty value is an absent one: that is what `PORT= npm start` and compose files mean. */
  const read = <T>(name: Name, fallback: T, parse: (text: string) => T): T => {
    const text = env[name]?.trim() ?? "";
    if (text === "") return fallback;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      lines.push(`${name} ${error.message}`);
      return fallback;
    }
  };
  const dataDir = read("DATA_DIR", path.resolve(cwd, "data"), (text) => path.resolve(cwd, text));
  const config: Config = {
    port: read("PORT", 3000, (text) => wholeNumber(text, 0, 65_535)),
    host: read("HOST", "127.0.0.1", host),
    dataDir,
    databaseUrl: read<string | undefined>("DATABASE_URL", undefined, postgresUrl),
    databaseReplicaUrl: read<string | undefined>("DATABASE_REPLICA_URL", undefined, postgresUrl),
    databasePool: read("DATABASE_POOL", 20, (text) => wholeNumber(text, 2, 500)),
    publicUrl: read<string | undefined>("PUBLIC_URL", undefined, publicUrl),
    smtpUrl: read<string | undefined>("SMTP_URL", undefined, (text) => url(text, ["smtp:", "smtps:"], "smtp://mail.example.com:587")),
    storage: read<Storage>("STORAGE_URL", { kind: "file", folder: path.join(dataDir, "files") }, (text) => storage(text, cwd)),
    logLevel: read("LOG_LEVEL", "info", logLevel),
    logPretty: read("LOG_PRETTY", isTerminal, flag),
    secretKey: read<string | undefined>("SECRET_KEY", undefined, secretKey),
    secretKeysBefore: read("SECRET_KEYS_BEFORE", [], (text) => list(text).map(secretKey)),
    outsideAllow: read("OUTSIDE_ALLOW", [], (text) => list(text).map(allowed)),
    trustProxy: read("TRUST_PROXY", false, flag),
    warnings: unknownNames(env),
  };
  if (config.databaseReplicaUrl !== undefined && config.databaseUrl === undefined && (env["DATABASE_URL"] ?? "") === "")
    lines.push("DATABASE_REPLICA_URL needs DATABASE_URL too: the built-in database has no replica");
  if (lines.length > 0) throw new ConfigError(lines);
  return config;
}

const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

function wholeNumber(text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new Wrong(`must be a whole number from ${least} to ${most}, not ${shown(text)}`);
  return value;
}

function flag(text: string): boolean {
  if (text === "1" || text === "true") return true;
  if (text === "0" || text === "false") return false;
  throw new Wrong(`must be 1 or 0, not ${shown(text)}`);
}

function host(text: string): string {
  if (!/^[A-Za-z0-9._:%-]+$/.test(text)) throw new Wrong(`must be a host name or an IP address, not ${shown(text)}`);
  return text;
}

function logLevel(text: string): LogLevel {
  const found = LOG_LEVELS.find((level) => level === text.toLowerCase());
  if (!found) throw new Wrong(`must be one of ${LOG_LEVELS.join(", ")}, not ${shown(text)}`);
  return found;
}

const list = (text: string): readonly string[] =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

function allowed(text: string): string {
  const [address = "", prefix] = text.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const fits = prefix === undefined ? /^[A-Za-z0-9.:-]+$/.test(address) : /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
  if (!fits) throw new Wrong(`must be addresses, networks like 10.0.0.0/8 or host names, not ${shown(text)}`);
  return text.toLowerCase();
}

function secretKey(text: string): string {
  // Its value is never shown.
  if (text.length < 32) throw new Wrong(`must have 32 characters or more; it has ${text.length}`);
  return text;
}

/** Addresses may hold a password: what is wrong is told without showing the value. */
function url(text: string, protocols: readonly string[], example: string): string {
  const parsed = URL.parse(text);
  if (!parsed || !protocols.includes(parsed.protocol)) throw new Wrong(`must be an address like ${example}`);
  return text;
}

const postgresUrl = (text: string): string => url(text, ["postgres:", "postgresql:"], "postgres://user:password@host:5432/database");

function publicUrl(text: string): string {
  const checked = url(text, ["http:", "https:"], "https://crm.example.com");
  if (/[?#]/.test(checked)) throw new Wrong("must be an address without ? and #");
  return checked.replace(/\/+$/, "");
}

function storage(text: string, cwd: string): Storage {
  if (text.startsWith("s3:")) throw new Wrong("can't be s3: yet; use file:FOLDER");
  if (!text.startsWith("file:") || text === "file:") throw new Wrong("must be file:FOLDER, like file:/srv/manul/files");
  // file:///srv/files, file:/srv/files and file:./files all mean what they seem to.
  return { kind: "file", folder: path.resolve(cwd, text.slice("file:".length).replace(/^\/\/(?=\/)/, "")) };
}

/** Names in our own manner that nobody reads: a slip of the pen, most likely. */
function unknownNames(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>(SETTINGS.map(({ name }) => name));
  return Object.keys(env)
    .filter((name) => name.startsWith("MANUL_"))
    .map((name) => {
      const meant = name.slice("MANUL_".length);
      return `${name} is not a setting of Manul${known.has(meant) ? `; did you mean ${meant}?` : ""}`;
    });
}
