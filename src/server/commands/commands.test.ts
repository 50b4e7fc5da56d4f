/** The commands as the operator types them, each as a process of its own, on one company's way from nothing to a copy. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectionUrl, testConnection } from "../../../test/database.ts";
import { Program } from "../../../test/program.ts";

const ANNA = "anna@example.com";
let folder = "";
const place = { here: {}, there: {} } as Record<"here" | "there", Record<string, string>>;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "manul-commands-"));
  for (const name of ["here", "there"] as const)
    place[name] = { DATABASE_URL: connectionUrl(await testConnection()), SECRET_KEY: "a".repeat(64) };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function manul(where: "here" | "there", args: readonly string[], input = ""): Promise<{ code: number | string; output: string }> {
  const program = new Program({ folder: path.join(folder, where), args, env: place[where], input });
  return { code: await program.exited, output: program.output };
}

test("migrate, demo, people, doctor, backup, and restore in another place", { timeout: 180_000 }, async () => {
  expect(await manul("here", ["migrate"])).toMatchObject({ code: 0 });
  const demo = await manul("here", ["demo", "--language", "ru"]);
  expect(demo).toMatchObject({ code: 0, output: expect.stringContaining("demo@example.com") as string });
  expect(await manul("here", ["demo"])).toMatchObject({ code: 1, output: expect.stringContaining("holds records already") as string });

  expect(await manul("here", ["user", "add", ANNA, "--name", "Anna Petrova"], "password\n")).toMatchObject({ code: 1 });
  expect(await manul("here", ["user", "add", ANNA, "--name", "Anna Petrova"], "correct horse battery\n")).toMatchObject({ code: 0 });
  expect(await manul("here", ["user", "passwd", "nobody@example.com"], "correct horse battery\n")).toMatchObject({ code: 1 });

  const doctor = await manul("here", ["doctor"]);
  expect(doctor.output.split("\n").filter((line) => line.startsWith("!!"))).toEqual([]);
  expect(doctor.code).toBe(0);

  const file = path.join(folder, "all.tar.gz");
  expect(await manul("here", ["backup", file])).toMatchObject({
    code: 0,
    output: expect.stringMatching(/\d+ rows of \d+ tables/) as string,
  });
  expect(await manul("here", ["restore", file])).toMatchObject({ code: 1 });
  expect(await manul("there", ["restore", file])).toMatchObject({ code: 0 });
  // She is there too.
  expect(await manul("there", ["user", "passwd", ANNA], "another long password\n")).toMatchObject({ code: 0 });
});
