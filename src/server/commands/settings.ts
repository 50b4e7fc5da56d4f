/** Settings and log, as every command needs them. */
import type { Logger } from "pino";
import { readConfig, type Config } from "../config.ts";
import { openLog } from "../log.ts";

export async function openSettings(quietly = false): Promise<{ config: Config; log: Logger }> {
  // The bootstrap script runs us from the checkout, wherever it was called: there `data` belongs.
  const config = readConfig(process.env, process.cwd(), process.stdout.isTTY);
  // A command's own words go to the terminal; of the log only what is wrong belongs beside them.
  const quiet = quietly && !process.env["LOG_LEVEL"] ? { ...config, logLevel: "warn" as const } : config;
  const log = await openLog(quiet);
  for (const warning of config.warnings) log.warn(warning);
  return { config, log };
}
