/** `manul config` as people type it: from one installation to another, by a file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectionUrl, testConnection } from "../../../test/database.ts";
import { Program } from "../../../test/program.ts";

const FILE = `# Equipment, as the test installation has it
format: 1
modules:
  - name: cm_equipment
    label: { en: Equipment, ru: Оборудование }
    singular: { en: Machine, ru: Машина }
    icon: tool
    menu: service
    numberPrefix: EQ-
    nameFields: [name]
    blocks:
      - name: main
        label: { en: Machine, ru: Машина }
        fields:
          - { name: name, type: text, label: { en: Name, ru: Название }, mandatory: true }
    list: { columns: [name], sort: name }
fields:
  - module: cm_equipment
    block: main
    field: { name: cf_note, type: text, label: { en: "No", ru: "Да: нет" } }
`;
let folder = "";
let [here, there] = ["", ""];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "manul-config-"));
  [here, there] = await Promise.all([url(), url()]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const url = async (): Promise<string> => connectionUrl(await testConnection());
let runs = 0;
async function config(database: string, ...args: readonly string[]): Promise<{ readonly code: number | string; readonly output: string }> {
  runs += 1;
  const program = new Program({
    folder: path.join(folder, `data${runs}`),
    args: ["config", ...args],
    env: { DATABASE_URL: database, CALLER_DIR: folder, LOG_LEVEL: "error" },
  });
  return { code: await program.exited, output: program.output };
}
const file = (name: string): string => path.join(folder, name);

test("a file is compared, applied, exported, and applied elsewhere with the same result", { timeout: 120_000 }, async () => {
  writeFileSync(file("set-up.yaml"), FILE);
  const plan = await config(here, "diff", "set-up.yaml");
  expect(plan).toEqual({ code: 0, output: "+ modules/cm_equipment\n+ fields/cm_equipment.cf_note\n" });
  expect(await config(here, "apply", "set-up.yaml")).toEqual(plan);
  expect(await config(here, "diff", "set-up.yaml")).toEqual({ code: 0, output: "Nothing differs.\n" });

  expect(await config(here, "export", "whole.yml")).toEqual({ code: 0, output: "" });
  expect((await config(there, "apply", "whole.yml")).code).toBe(0);
  const [mine, theirs] = [await config(here, "export", "--format", "json"), await config(there, "export")];
  expect(JSON.parse(theirs.output)).toMatchObject({ format: 1, modules: [{ name: "cm_equipment" }] });
  expect(theirs).toEqual(mine);

  writeFileSync(file("renamed.yaml"), FILE.replace("Да: нет", "Примечание"));
  expect((await config(there, "diff", "renamed.yaml")).output).toContain("~ fields/cm_equipment.cf_note: label\n");
  expect(readFileSync(file("whole.yml"), "utf8")).toContain('ru: "Да: нет"');
});

test("what can't be read is told, and changes nothing", { timeout: 60_000 }, async () => {
  writeFileSync(file("broken.yaml"), "format: 1\n  modules: [");
  expect(await config(there, "apply", "broken.yaml")).toMatchObject({
    code: 1,
    output: expect.stringContaining("neither valid JSON nor YAML"),
  });
  writeFileSync(file("odd.json"), '{"format": 1, "moduls": []}');
  expect(await config(there, "apply", "odd.json")).toMatchObject({ code: 1, output: expect.stringContaining("moduls") });
  expect(await config(there, "diff", "nowhere.yaml")).toMatchObject({ code: 1, output: expect.stringContaining("there is no file") });
});
