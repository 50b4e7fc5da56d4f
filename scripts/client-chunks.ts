/**
 * How the client's modules are packed. What is needed together comes together, in few files: a browser that has never
 * been here would spend longer on asking for a hundred small ones than on reading them.
 */
import path from "node:path";

interface ModuleInfo {
  readonly importedIds: readonly string[];
}
interface Chunking {
  getModuleInfo(id: string): ModuleInfo | null;
}

const SOURCES = path.resolve(import.meta.dirname, "../src");

/** What the first page is made of: a list, in its frame. */
export const FIRST_PAGE = ["web/main.tsx", "web/shell/shell.tsx", "web/records/list/list-page.tsx"];

/** Packs in the order in which a person comes to need them; a module goes with the first that imports it. */
const PACKS: readonly (readonly [name: string, roots: readonly string[]])[] = [
  ["first", FIRST_PAGE],
  [
    "tools",
    ["web/shell/header-tools.tsx", "web/records/list/view-tools.tsx", "web/records/list/filter-bar.tsx", "web/live/live-notices.tsx"],
  ],
  ["record", ["web/records/record/record-page.tsx", "web/records/record/peek-panel.tsx", "features/home/web/home-page.tsx"]],
  [
    "inputs",
    ["text", "long-text", "number", "choice", "reference", "address", "currency", "file"].map((type) => `web/fields/${type}-input.tsx`),
  ],
  ["form", ["web/records/form/form-page.tsx", "web/records/form/create-dialog.tsx"]],
];

let packed: ReadonlyMap<string, string> | undefined;

/** The pack of a module, by its id; null: the bundler decides. */
export function chunkOf(id: string, chunking: Chunking): string | null {
  packed ??= pack(chunking);
  return packed.get(id) ?? null;
}

function pack(chunking: Chunking): ReadonlyMap<string, string> {
  const packs = new Map<string, string>();
  const add = (id: string, name: string): void => {
    // A package's index names all that is in it: what of it is used, the bundler knows better.
    if (packs.has(id) || id.includes("/node_modules/")) return;
    packs.set(id, name);
    for (const imported of chunking.getModuleInfo(id)?.importedIds ?? []) add(imported, name);
  };
  for (const [name, roots] of PACKS) for (const root of roots) add(path.join(SOURCES, root), name);
  return packs;
}
