import { expect, test } from "vitest";
import { standardModules } from "../../modules/index.ts";
import { hasModuleIcon } from "./module-icon.tsx";

test("every standard module's icon is in the set", () => {
  expect(standardModules.map((module) => module.icon).filter((icon) => !hasModuleIcon(icon))).toEqual([]);
});
