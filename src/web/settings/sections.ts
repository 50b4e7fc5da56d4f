/** The sections of the settings in their groups, and who may open which: for the settings themselves and the palette. */
import { ACCESS_SECTIONS } from "../../features/access-settings/web/sections.tsx";
import type { Tool } from "../../model/access/vocabulary.ts";
import type { User } from "../api/session.ts";

type AccessSection = keyof typeof ACCESS_SECTIONS;
const GROUPS = {
  mine: ["preferences", "security", "notifications"],
  firm: ["company", "mail", "sign-in"],
  shape: ["modules", "pipelines", "lead-mapping", "duplicates"],
  sales: ["quotas", "print-forms", "numbering", "taxes", "currencies"],
  access: Object.keys(ACCESS_SECTIONS) as readonly AccessSection[],
  data: ["imports", "bin"],
} as const;
type GroupName = keyof typeof GROUPS;
export type SectionName = (typeof GROUPS)[GroupName][number];
/** Those that have their screens in the settings themselves. */
export type Section = Exclude<SectionName, AccessSection>;
export const isAccess = (name: SectionName): name is AccessSection => Object.hasOwn(ACCESS_SECTIONS, name);

/** What it takes to see a section: everybody's own have no entry. */
const NEEDED: Partial<Readonly<Record<Section, Tool | "admin">>> = {
  "sign-in": "admin",
  mail: "settings",
  modules: "customisation",
  pipelines: "customisation",
  duplicates: "customisation",
  "lead-mapping": "admin",
  quotas: "settings",
  "print-forms": "settings",
  numbering: "settings",
  taxes: "admin",
  currencies: "settings",
};

function mayOpen(name: SectionName, user: User | null): boolean {
  const needed = isAccess(name) ? ACCESS_SECTIONS[name].tool : NEEDED[name];
  return needed === undefined || user?.is_admin === true || (needed !== "admin" && user?.tools.includes(needed) === true);
}

export interface OfferedGroup {
  readonly group: GroupName;
  readonly names: readonly SectionName[];
}
/** What this user may open; no group is empty. */
export const offeredSections = (user: User | null): readonly OfferedGroup[] =>
  (Object.keys(GROUPS) as readonly GroupName[])
    .map((group) => ({ group, names: GROUPS[group].filter((name: SectionName) => mayOpen(name, user)) }))
    .filter(({ names }) => names.length > 0);
