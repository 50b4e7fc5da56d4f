/**
 * What is special about a module's page head: one button that the generic page can't know (a lead is converted). A
 * feature writes the component, one line here places it; its code is fetched with the first such record.
 */
import { lazy } from "react";
import type { ComponentType } from "react";
import type { DescribedModule } from "../../model/describe.ts";
import type { RecordData } from "../api/record-data.ts";

export interface PrimaryActionProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
}

interface PrimaryAction {
  readonly Action: ComponentType<PrimaryActionProps>;
}
const ACTIONS: Readonly<Record<string, PrimaryAction>> = {
  leads: { Action: lazy(async () => ({ default: (await import("../../features/leads/web/convert-action.tsx")).ConvertAction })) },
};

export const primaryActionOf = (module: string): PrimaryAction | undefined =>
  Object.hasOwn(ACTIONS, module) ? ACTIONS[module] : undefined;
