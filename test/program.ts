/** The real program as a child process, on a data folder of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const CLI = path.join(ROOT, "src/server/cli.ts");
const BOOTSTRAP = path.join(ROOT, "scripts/manul.mjs");

export interface ProgramOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** By scripts/manul.mjs, as npm start does; else src/server/cli.ts at once. */
  readonly bootstrap?: boolean;
  readonly args?: readonly string[];
  /** Written to the standard input. */
  readonly input?: string;
}

export class Program {
  readonly child: ChildProcess;
  /** Both outputs. */
  output = "";
  readonly exited: Promise<number | string>;
  /** Milliseconds since the epoch. */
  readonly began = Date.now();

  constructor({ folder, env = {}, bootstrap = false, args = ["start"], input }: ProgramOptions) {
    const { PATH, HOME, TMPDIR } = process.env;
    this.child = spawn(process.execPath, [bootstrap ? BOOTSTRAP : CLI, ...args], {
      cwd: ROOT,
      env: { PATH, HOME, TMPDIR, DATA_DIR: folder, PORT: "0", LOG_LEVEL: "info", LOG_PRETTY: "0", ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.child.stdin?.end(input ?? "");
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    this.exited = new Promise((resolve) => this.child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown")));
  }

  /** The address, once the program has told it. */
  async ready(): Promise<string> {
    let ended = false;
    void this.exited.then(() => (ended = true));
    for (;;) {
      const address = /"address":"(http:[^"]+)"/.exec(this.output)?.[1];
      if (address !== undefined) return address.replace("localhost", "127.0.0.1");
      if (ended) throw new Error(`the program ended: ${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | string> {
    this.child.kill(signal);
    return this.exited;
  }
}

/** The process of the embedded PostgreSQL on this folder. */
export function postgresPid(folder: string): number {
  return Number(readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
}

export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const base = mkdtempSync(path.join(tmpdir(), "manul-"));
  return { folder: path.join(base, "data"), remove: () => rmSync(base, { recursive: true, force: true }) };
}

/** A port that somebody listens on. */
export async function busyPort(): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
