/** `manul config`: the set-up as a document, from one installation to another. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  applyConfiguration,
  ConfigurationJson,
  exportConfiguration,
  type ConfigurationDocument,
} from "../../features/customisation/index.ts";
import type { Actor, Ctx } from "../context.ts";
import { checker } from "../http/validate.ts";
import { listRecords } from "../records/index.ts";
import { StartError } from "../start-error.ts";
import { commandContext, plainly } from "./command-context.ts";
import { withDatabase } from "./with-database.ts";

const fromCaller = (file: string): string => path.resolve(process.env["CALLER_DIR"] ?? process.cwd(), file);

export async function exportConfig(file: string | undefined): Promise<void> {
  const document = await withDatabase({ prepare: true }, async ({ opened, log }) =>
    exportConfiguration(await commandContext(opened.database, log)),
  );
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (file === undefined) process.stdout.write(text);
  else await writeFile(fromCaller(file), text);
}

export async function applyConfig(file: string, dryRun: boolean): Promise<void> {
  const document = await read(fromCaller(file));
  const differences = await withDatabase({ prepare: true }, async ({ opened, log }) => {
    const ctx = await commandContext(opened.database, log);
    return plainly(applyConfiguration({ ...ctx, actor: await administrator(ctx) }, document, dryRun));
  });
  const signs = { add: "+", change: "~", only_here: " " } as const;
  const lines = differences.map((one) => `${signs[one.change]} ${one.path}${one.change === "only_here" ? " (only here, stays)" : ""}`);
  process.stdout.write(`${lines.length > 0 ? lines.join("\n") : "Nothing differs."}\n`);
}

async function read(file: string): Promise<ConfigurationDocument> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new StartError(`there is no file ${file}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new StartError(`${file} is not valid JSON`, { cause: error });
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
