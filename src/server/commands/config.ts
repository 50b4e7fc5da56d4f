/** `manul config`: the set-up as a document, from one installation to another. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  applyConfiguration,
  changedKeys,
  ConfigurationJson,
  exportConfiguration,
  formatOf,
  readConfiguration,
  writeConfiguration,
  type ConfigurationDocument,
  type ConfigurationFormat,
  type Difference,
} from "../../features/customisation/index.ts";
import type { Actor, Ctx } from "../context.ts";
import { checker } from "../http/validate.ts";
import { listRecords } from "../records/index.ts";
import { StartError } from "../start-error.ts";
import { commandContext, plainly } from "./command-context.ts";
import { withDatabase } from "./with-database.ts";

const fromCaller = (file: string): string => path.resolve(process.env["CALLER_DIR"] ?? process.cwd(), file);

/** To the file, or to the standard output; in the format that is asked for, or that the file's name says. */
export async function exportConfig(file: string | undefined, format: ConfigurationFormat | undefined): Promise<void> {
  const document = await withDatabase({ prepare: true }, async ({ opened, log }) =>
    exportConfiguration(await commandContext(opened.database, log)),
  );
  const text = writeConfiguration(document, format ?? formatOf(file ?? ""));
  if (file === undefined) process.stdout.write(text);
  else await writeFile(fromCaller(file), text);
}

/** Says what differs, and makes it so unless it is a dry run. */
export async function applyConfig(file: string, dryRun: boolean): Promise<void> {
  const document = await read(fromCaller(file));
  const differences = await withDatabase({ prepare: true }, async ({ opened, log }) => {
    const ctx = await commandContext(opened.database, log);
    return plainly(applyConfiguration({ ...ctx, actor: await administrator(ctx) }, document, dryRun));
  });
  process.stdout.write(`${differences.length > 0 ? differences.map(lineOf).join("\n") : "Nothing differs."}\n`);
}

function lineOf({ change, path: place, before, after }: Difference): string {
  if (change === "missing") return `! ${place} (not here, left out)`;
  if (change === "only_here") return `  ${place} (only here, stays)`;
  if (change === "add") return `+ ${place}`;
  const keys = changedKeys(before, after).filter((key) => key !== "");
  return `~ ${place}${keys.length > 0 ? `: ${keys.join(", ")}` : ""}`;
}

async function read(file: string): Promise<ConfigurationDocument> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new StartError(`there is no file ${file}`);
  });
  let value: unknown;
  try {
    value = readConfiguration(text);
  } catch (error) {
    throw new StartError(`${file} is neither valid JSON nor YAML: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  return plainly((async () => checker(ConfigurationJson)(value) as ConfigurationDocument)());
}

/** Shared views need somebody whose they are: the oldest administrator. */
async function administrator(ctx: Ctx): Promise<Actor> {
  const filter = { field: "is_admin", op: "eq", value: true };
  const { data } = await listRecords(ctx, { module: "users", filter, sort: "created_at", limit: 1, fields: ["email"] });
  const found = data[0];
  if (!found) return ctx.actor;
  const { lang } = ctx;
  const { timezone, currency } = ctx.company;
  return {
    kind: "user",
    id: found.id,
    name: found.label,
    email: String(found["email"]),
    isAdmin: true,
    groupIds: [],
    lang,
    timezone,
    currency,
  };
}
