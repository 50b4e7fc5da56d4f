/** Structured logs: JSON lines on the standard output, or coloured lines for people on a terminal. */
import pino, { type Logger } from "pino";
import type { Config } from "./config.ts";

/** Never in a log, wherever they stand. */
const SECRETS = ["password", "token", "secret", "authorization", "cookie"].flatMap((name) => [
  name,
  `*.${name}`,
  `req.headers.${name}`,
  `res.headers["set-cookie"]`,
]);

export async function openLog(config: Pick<Config, "logLevel" | "logPretty">): Promise<Logger> {
  const options = { level: config.logLevel, redact: [...new Set(SECRETS)], base: null };
  if (!config.logPretty) return pino(options);
  // Loaded only when wanted, and in this thread: a worker thread would lose the last lines at exit.
  const { default: pretty } = await import("pino-pretty");
  return pino(options, pretty({ colorize: process.stdout.isTTY, translateTime: "SYS:HH:MM:ss", sync: true }));
}
