/** Records that a lead may already be: the same e-mail, telephone, tax number, site or name. Suggestions, never decisions. */
import { accessOf } from "../../server/access/access.ts";
import type { Ctx } from "../../server/context.ts";
import { listRecords, matchRecords, type RecordJson } from "../../server/records/index.ts";
import type { Values } from "./carry.ts";
import { MODULE_OF, type Part } from "./mapping.ts";
import { moduleNamed } from "./mapping-store.ts";

export type Reason = "email" | "phone" | "tax_number" | "website" | "name";
export interface Candidate {
  readonly id: string;
  readonly reasons: readonly Reason[];
  readonly record: RecordJson;
}

const MOST = 5;
const MOST_LOOKED_AT = 20;
/** Fields that say who somebody is: any value of a group is looked for in all fields of the group. */
const GROUPS: readonly { readonly reason: Reason; readonly fields: readonly string[] }[] = [
  { reason: "tax_number", fields: ["inn", "vat_id"] },
  { reason: "email", fields: ["email", "secondary_email"] },
  { reason: "phone", fields: ["phone", "mobile"] },
];
/** Mail from these says nothing about a company. */
const PUBLIC_MAIL =
  /^(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|aol|proton|protonmail|gmx|mail|yandex|ya|bk|list|inbox|rambler|internet)\.[a-z.]{2,6}$/;
const LEGAL_FORM =
  /(?<![\p{L}\p{N}])(ооо|оао|зао|пао|нао|ао|ип|llc|inc|ltd|limited|gmbh|corp|corporation|company|co|plc|ag|sa|bv)(?![\p{L}\p{N}])/giu;
/** Shown with a suggestion, so that one can tell two of the same name. */
const SHOWN = ["organization_id", "email", "phone", "website", "inn", "owner_id"];

export async function findCandidates(ctx: Ctx, part: Exclude<Part, "opportunity">, values: Values): Promise<readonly Candidate[]> {
  const module = moduleNamed(ctx, MODULE_OF[part]);
  const access = accessOf(ctx);
  if (!access.module(module).view) return [];
  const visible = (name: string): boolean => {
    const field = module.fields.get(name);
    return field !== undefined && access.field(field) !== "hidden";
  };
  const found = new Map<string, Set<Reason>>();
  const note = (id: string, reason: Reason): void => void found.set(id, (found.get(id) ?? new Set()).add(reason));
  for (const { reason, fields } of GROUPS) {
    const known = fields.filter(visible);
    const wanted = [...new Set(known.flatMap((name) => (typeof values[name] === "string" ? [values[name]] : [])))];
    for (const field of wanted.length > 0 ? known : [])
      for (const ids of (await matchRecords(ctx, { module: module.name, field, values: wanted })).values())
        for (const id of ids.slice(0, MOST_LOOKED_AT)) note(id, reason);
  }
  for (const id of await namesakes(ctx, module.name, values)) note(id, "name");
  if (part === "organization") for (const id of await sharingDomain(ctx, values)) note(id, "website");
  const best = [...found].toSorted(([, a], [, b]) => b.size - a.size).slice(0, MOST);
  const filter = { field: "id", op: "in", value: best.map(([id]) => id) };
  const { data } =
    best.length === 0 ? { data: [] } : await listRecords(ctx, { module: module.name, fields: SHOWN.filter(visible), filter, sort: "id" });
  return best.flatMap(([id, reasons]) => {
    const record = data.find((one) => one.id === id);
    return record ? [{ id, reasons: [...reasons], record }] : [];
  });
}

/** By the search index, which finds «ООО Ромашка» by «Ромашка» and Petrov, Ivan by Ivan Petrov. */
async function namesakes(ctx: Ctx, module: string, values: Values): Promise<readonly string[]> {
  const name = module === "organizations" ? values["name"] : `${textOf(values["last_name"])} ${textOf(values["first_name"])}`;
  const words = textOf(name)
    .replaceAll(LEGAL_FORM, " ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  // A surname alone is no reason to think of the same person.
  if (words.length < 3 || (module === "contacts" && !words.includes(" "))) return [];
  const { data } = await listRecords(ctx, { module, fields: [], q: words, limit: MOST_LOOKED_AT });
  const plain = (text: string): string => text.toLowerCase().replaceAll("ё", "е");
  return data.filter(({ label }) => words.split(" ").every((word) => plain(label).includes(plain(word)))).map(({ id }) => id);
}

async function sharingDomain(ctx: Ctx, values: Values): Promise<readonly string[]> {
  const domains = new Set([hostOf(textOf(values["website"])), domainOf(textOf(values["email"]))].filter((domain) => domain !== ""));
  const ids: string[] = [];
  for (const domain of domains) {
    const { data } = await listRecords(ctx, { module: "organizations", fields: ["website", "email"], q: domain, limit: MOST_LOOKED_AT });
    for (const record of data)
      if (hostOf(textOf(record["website"])) === domain || domainOf(textOf(record["email"])) === domain) ids.push(record.id);
  }
  return ids;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const domainOf = (email: string): string => {
  const domain = email.split("@")[1]?.toLowerCase() ?? "";
  return PUBLIC_MAIL.test(domain) ? "" : domain;
};
function hostOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
}
