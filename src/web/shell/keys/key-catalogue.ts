/**
 * Everybody's keys: every action that has a key from the start, by id, with its words and its group in the help. A
 * screen that offers the action registers its id (`useActions`); the key, the words and the place come from here.
 */
import type { MessageKey } from "../../../i18n/translate.ts";

export const KEY_GROUPS = ["general", "go", "list", "record", "form"] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

export interface CatalogueEntry {
  readonly group: KeyGroup;
  readonly label: MessageKey;
  readonly keys: readonly string[];
  /** Leads to the list of this module. */
  readonly module?: string;
}

/** `G` and then the letter of the module: in English, wherever the letter lies in another layout. */
const go = (module: string, code: string): CatalogueEntry => ({ group: "go", label: "keys.go", keys: [`KeyG ${code}`], module });

export const KEY_CATALOGUE = {
  "palette.open": { group: "general", label: "keys.palette", keys: ["Mod+KeyK"] },
  "search.focus": { group: "general", label: "keys.search", keys: ["Slash"] },
  "help.keys": { group: "general", label: "keys.help", keys: ["Shift+Slash"] },
  "record.create": { group: "general", label: "keys.create", keys: ["KeyC"] },
  "menu.fold": { group: "general", label: "keys.fold-menu", keys: ["BracketLeft"] },
  "go.home": { group: "go", label: "keys.go-home", keys: ["KeyG KeyH"] },
  "go.leads": go("leads", "KeyL"),
  "go.contacts": go("contacts", "KeyC"),
  "go.organizations": go("organizations", "KeyO"),
  "go.opportunities": go("opportunities", "KeyD"),
  "go.tasks": go("tasks", "KeyK"),
  "go.events": go("events", "KeyE"),
  "go.tickets": go("tickets", "KeyT"),
  "go.quotes": go("quotes", "KeyQ"),
  "go.invoices": go("invoices", "KeyI"),
  "go.products": go("products", "KeyP"),
  "go.projects": go("projects", "KeyJ"),
  "go.settings": { group: "go", label: "keys.go-settings", keys: ["KeyG KeyS"] },
  "list.next": { group: "list", label: "keys.next", keys: ["KeyJ"] },
  "list.previous": { group: "list", label: "keys.previous", keys: ["KeyK"] },
  "list.select": { group: "list", label: "keys.select", keys: ["KeyX"] },
  "record.edit": { group: "record", label: "keys.edit", keys: ["KeyE"] },
  "record.assign": { group: "record", label: "keys.assign", keys: ["KeyA"] },
  "record.stage": { group: "record", label: "keys.stage", keys: ["KeyS"] },
  "record.note": { group: "record", label: "keys.note", keys: ["KeyN"] },
  "record.mail": { group: "record", label: "keys.mail", keys: ["KeyM"] },
  "form.save": { group: "form", label: "keys.save", keys: ["Mod+KeyS", "Mod+Enter"] },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type CatalogueId = keyof typeof KEY_CATALOGUE;
export const catalogueEntry = (id: string): CatalogueEntry | undefined =>
  Object.hasOwn(KEY_CATALOGUE, id) ? KEY_CATALOGUE[id as CatalogueId] : undefined;

/** What a user put in place of the keys from the start; null: no key. */
export type KeyChanges = Readonly<Record<string, string | null>>;

/** The keys in effect for an action. */
export const keysFor = (id: string, changes: KeyChanges, own: readonly string[] = []): readonly string[] => {
  const changed = changes[id];
  if (changed === null) return [];
  return changed === undefined ? (catalogueEntry(id)?.keys ?? own) : [changed];
};

/** Another action that has the same keys, or whose keys these would begin (or the other way round). */
export function keyConflict(id: string, binding: string, changes: KeyChanges): CatalogueId | undefined {
  const group = catalogueEntry(id)?.group;
  return (Object.keys(KEY_CATALOGUE) as CatalogueId[]).find((other) => {
    if (other === id) return false;
    const theirs = KEY_CATALOGUE[other].group;
    // A form's keys and a list's never meet.
    if (group !== theirs && [group, theirs].includes("form") && ![group, theirs].includes("general")) return false;
    return keysFor(other, changes).some((keys) => keys === binding || keys.startsWith(`${binding} `) || binding.startsWith(`${keys} `));
  });
}
