/**
 * By what two records of a module are taken for the same thing: any one of the module's rules, all parts of it. Pure,
 * since the settings screen offers only what can be kept.
 */
import type { Json } from "../../fieldtypes/field-type.ts";
import type { FieldDefinition } from "../define.ts";
import { foldCase } from "../filter/fold.ts";

/** `same`: the value, as its type writes it; `similar`: the name, with a slip or another word order; `domain`: of a site or an e-mail. */
export const MATCHES = ["same", "similar", "domain"] as const;
export type Match = (typeof MATCHES)[number];
/** A value of one of these fields on one side, of any of them on the other. */
export interface RulePart {
  readonly fields: readonly string[];
  readonly match: Match;
}
export interface DuplicateRule {
  readonly parts: readonly RulePart[];
}
/** The record's name, whatever fields it is made of. */
export const LABEL = "label";
export const RULE_LIMITS = { rules: 10, parts: 4, fields: 6 } as const;

const COMPARED: ReadonlySet<string> = new Set(["text", "email", "phone", "url", "date", "picklist", "radio", "reference"]);
interface Named {
  readonly name: string;
  readonly type: string;
}
/** How the values of a field can be compared; nothing: not at all. */
export function matchesOf({ name, type }: Named): readonly Match[] {
  if (name === LABEL) return ["similar", "same"];
  if (!COMPARED.has(type)) return [];
  return type === "email" || type === "url" ? ["same", "domain"] : ["same"];
}

const rule = (match: Match, ...fields: readonly string[]): DuplicateRule => ({ parts: [{ fields, match }] });
const OF_PEOPLE = [rule("same", "email", "secondary_email"), rule("same", "phone", "mobile"), rule("similar", LABEL)];
/** What holds until an administrator changes it. */
const STANDARD: Readonly<Record<string, readonly DuplicateRule[]>> = {
  leads: OF_PEOPLE,
  contacts: OF_PEOPLE,
  organizations: [
    rule("same", "inn", "vat_id"),
    rule("same", "email", "secondary_email"),
    rule("same", "phone"),
    rule("domain", "website", "email"),
    rule("similar", LABEL),
  ],
  vendors: [rule("same", "inn"), rule("same", "email"), rule("same", "phone"), rule("domain", "website", "email"), rule("similar", LABEL)],
};

interface RuledModule {
  readonly name: string;
  readonly menu: string;
  readonly fields: readonly (Named & Pick<FieldDefinition, "indexed" | "unique">)[];
}
/** Of a module that has no rules of its own: e-mails, telephones, what must be unique, the name. */
export function standardRules({ name, menu, fields }: RuledModule): readonly DuplicateRule[] {
  if (STANDARD[name]) return STANDARD[name];
  // One task is often called like another.
  if (menu === "activities" || menu === "none") return [];
  const names = (wanted: (field: RuledModule["fields"][number]) => boolean): readonly string[] =>
    fields.flatMap((field) => (wanted(field) && field.type !== "auto_number" ? [field.name] : [])).slice(0, RULE_LIMITS.fields);
  const emails = names(({ type }) => type === "email");
  const phones = names(({ type, indexed }) => type === "phone" && indexed === true);
  const unique = names((field) => field.unique === true && matchesOf(field).length > 0);
  return [
    ...(emails.length > 0 ? [rule("same", ...emails)] : []),
    ...(phones.length > 0 ? [rule("same", ...phones)] : []),
    ...unique.map((field) => rule("same", field)),
    rule("same", LABEL),
  ];
}

/** A file's rows are taken for records by what names one thing alone: telephones and domains are shared. */
const SURE: ReadonlySet<string> = new Set(["email", "text"]);
/** By which of the fields that a file has its rows are taken for records: those of the first rule that it can fulfil. */
export function usualMatch(
  rules: readonly DuplicateRule[],
  { nameFields, typeOf }: { readonly nameFields: readonly string[]; readonly typeOf: (field: string) => string | undefined },
  has: (field: string) => boolean,
): readonly string[] {
  for (const { parts } of rules) {
    const fields = parts.map(({ fields: names, match }): readonly string[] => {
      if (names.includes(LABEL)) return nameFields.filter(has);
      return match === "same" ? names.filter((name) => has(name) && SURE.has(typeOf(name) ?? "")).slice(0, 1) : [];
    });
    if (fields.every((names) => names.length > 0)) return [...new Set(fields.flat())];
  }
  return nameFields.filter(has);
}

/** Mail from these says nothing about a company. */
const PUBLIC_MAIL =
  /^(gmail|googlemail|outlook|hotmail|live|yahoo|icloud|aol|proton|protonmail|gmx|mail|yandex|ya|bk|list|inbox|rambler|internet)\.[a-z.]{2,6}$/;

/** What is compared of a value by `same` and `domain`; undefined where it says nothing. Two keys are the same or they aren't. */
export function keyOf(match: Match, type: string, value: Json | undefined): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  if (match === "domain") return type === "email" ? mailDomain(value) : hostOf(value);
  if (type === "text") return foldCase(value).replaceAll(/\s+/g, " ").trim();
  return type === "url" ? value.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "") : value;
}

function mailDomain(email: string): string | undefined {
  const domain = email.split("@")[1]?.toLowerCase();
  return domain === undefined || PUBLIC_MAIL.test(domain) ? undefined : domain;
}
const hostOf = (url: string): string | undefined => /^[a-z]+:\/\/(?:www\.)?([^/?#:]+)/.exec(url)?.[1];
