/** What the palette offers for what was typed, in groups: known records, found records, actions. */
import type { ModuleSummary } from "../../../model/describe.ts";
import type { Label } from "../../../fieldtypes/field-type.ts";
import type { Hit, Highlight, KnownRecord } from "../../api/search.ts";
import { foldForSearch } from "../../../model/search/tokens.ts";
import type { Translate } from "../../i18n.tsx";
import { ACTION_GROUPS, type Action, type ActionGroup } from "../keys/actions.ts";
import { rankByLikeness } from "./matching.ts";

export type PaletteGroupName = "recent" | "starred" | "records" | ActionGroup;
export interface PaletteItem {
  readonly key: string;
  readonly label: string;
  readonly marks?: Highlight["marks"];
  /** What else is to be said of it: the kind of record, where the words were found. */
  readonly note?: string;
  readonly found?: Highlight;
  readonly icon: string;
  readonly href?: string;
  /** The action whose key is shown. */
  readonly action?: Action;
  readonly record?: KnownRecord;
  readonly run?: () => void;
}
export interface PaletteGroup {
  readonly name: PaletteGroupName;
  readonly items: readonly PaletteItem[];
}

/** What was typed, with its prefix read: `>` commands alone, `@` people alone. */
export interface Typed {
  readonly mode: "all" | "actions" | "people";
  readonly text: string;
}
export function readTyped(text: string): Typed {
  const trimmed = text.trim();
  if (trimmed.startsWith(">")) return { mode: "actions", text: trimmed.slice(1).trim() };
  if (trimmed.startsWith("@")) return { mode: "people", text: trimmed.slice(1).trim() };
  return { mode: "all", text: trimmed };
}

export interface PaletteSources {
  readonly typed: Typed;
  readonly recent: readonly KnownRecord[];
  readonly starred: readonly KnownRecord[];
  readonly hits: readonly Hit[];
  readonly actions: readonly Action[];
  readonly modules: readonly ModuleSummary[];
  readonly t: Translate;
  readonly text: (label: Label) => string;
}

const MOST = { recent: 6, starred: 5, known: 4, actions: 6 } as const;
/** Before anything is typed: what concerns the screen. */
const AT_HAND: readonly ActionGroup[] = ["selection", "record", "list", "help"];

export function paletteGroups(sources: PaletteSources): readonly PaletteGroup[] {
  const actions = sources.typed.mode === "people" ? [] : actionGroups(sources);
  const named = actions.find(({ name, items }) => name === "go" && items.some(({ label }) => isWhole(sources.typed.text, label)));
  // Whoever types the whole name of a module means that, not the records that hold the word.
  const first = named ? [named] : [];
  return [...first, ...recordGroups(sources), ...actions.filter((group) => group !== named)].filter(({ items }) => items.length > 0);
}

const isWhole = (typed: string, label: string): boolean => foldForSearch(typed.trim()) === foldForSearch(label);

function recordGroups({ typed, recent, starred, hits, modules, text }: PaletteSources): readonly PaletteGroup[] {
  if (typed.mode === "actions") return [];
  const moduleOf = (name: string): ModuleSummary | undefined => modules.find((module) => module.name === name);
  const item = (record: KnownRecord): PaletteItem => {
    const module = moduleOf(record.module);
    return {
      key: `record.${record.id}`,
      label: record.label,
      note: module ? text(module.singular) : "",
      icon: module?.icon ?? "",
      href: `/${record.module}/${record.id}`,
      record,
    };
  };
  const known = (list: readonly KnownRecord[]): readonly KnownRecord[] =>
    list.filter(({ module }) => moduleOf(module)?.rights.view && (typed.mode === "all" || PEOPLE.includes(module)));
  if (typed.text === "") {
    const first = known(recent).slice(0, MOST.recent);
    const ids = new Set(first.map(({ id }) => id));
    const others = known(starred).filter(({ id }) => !ids.has(id));
    return [
      { name: "recent", items: first.map(item) },
      { name: "starred", items: others.slice(0, MOST.starred).map(item) },
    ];
  }
  const once = [...new Map([...recent, ...starred].map((record) => [record.id, record])).values()];
  const had = rankByLikeness(typed.text, known(once), ({ label }) => [label]).slice(0, MOST.known);
  const ids = new Set(had.map(({ id }) => id));
  return [
    { name: "recent", items: had.map(item) },
    {
      name: "records",
      items: hits.filter(({ id }) => !ids.has(id)).map((hit) => ({ ...item(hit), ...hitParts(hit, moduleOf(hit.module), text) })),
    },
  ];
}

/** Modules of people, for `@`. */
export const PEOPLE: readonly string[] = ["contacts", "leads", "users"];

function hitParts(hit: Hit, module: ModuleSummary | undefined, text: (label: Label) => string): Partial<PaletteItem> {
  const label = hit.highlights.find(({ field }) => field === "label");
  const other = hit.highlights.find(({ field }) => field !== "label" && field !== "number");
  return {
    ...(label ? { marks: label.marks } : {}),
    ...(other ? { found: other } : {}),
    note: `${module ? text(module.singular) : ""} ${hit.number}`,
  };
}

function actionGroups({ typed, actions, t }: PaletteSources): readonly PaletteGroup[] {
  const named = actions.filter(({ label, group }) => label !== undefined && group !== undefined);
  return ACTION_GROUPS.map((name) => {
    const members = named.filter(({ group }) => group === name);
    const meant =
      typed.text !== ""
        ? rankByLikeness(typed.text, members, ({ label = "", words = "" }) => [label, `${words} ${t(`palette.group.${name}`)}`])
        : typed.mode === "actions" || AT_HAND.includes(name)
          ? members
          : [];
    return { name, items: (typed.mode === "actions" ? meant : meant.slice(0, MOST.actions)).map(actionItem) };
  });
}
const actionItem = (action: Action): PaletteItem => ({
  key: `action.${action.id}`,
  label: action.label ?? "",
  icon: action.icon ?? "",
  action,
  run: action.run,
  ...(action.href === undefined ? {} : { href: action.href }),
});
