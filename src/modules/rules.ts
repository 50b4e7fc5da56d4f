/** The modules' own rules, server side; a module without rules isn't listed. */
import type { ModuleRules } from "../server/records/rules.ts";
import { rules as opportunities } from "./opportunities/rules.ts";
import { rules as tasks } from "./tasks/rules.ts";

const rules: Readonly<Record<string, ModuleRules>> = { opportunities, tasks };
const NONE: ModuleRules = {};

export const rulesOf = (module: string): ModuleRules => (Object.hasOwn(rules, module) ? (rules[module] ?? NONE) : NONE);
