import { expect, test } from "vitest";
import type { Module } from "../model/define.ts";
import { organizations } from "./organizations/module.ts";
import { requisitesAreRight } from "./requisite-rules.ts";

const module: Module = { ...organizations, custom: false, blocks: [], relations: [], fields: new Map() };
const faults = (given: Record<string, string>, before: Record<string, string> | null = null): string[] =>
  requisitesAreRight({
    id: "1",
    kind: before ? "update" : "create",
    before,
    after: { ...before, ...given },
    given: new Set(Object.keys(given)),
    module,
    now: "",
  }).map(({ field, code }) => `${field} ${code}`);

test("right numbers pass, wrong ones are named", () => {
  expect(
    faults({ inn: "7707083893", kpp: "773601001", ogrn: "1027700132195", okpo: "00032537", bik: "044525225", swift: "SABRRUMM" }),
  ).toEqual([]);
  expect(faults({ correspondent_account: "30101810400000000225", bik: "044525225" })).toEqual([]);
  expect(faults({ inn: "7707083894", kpp: "1", ogrn: "1", okpo: "1", bik: "1", swift: "1" })).toEqual([
    "inn wrong_inn",
    "kpp wrong_kpp",
    "ogrn wrong_ogrn",
    "okpo wrong_okpo",
    "bik wrong_bik",
    "swift wrong_swift",
  ]);
});

test("accounts are checked against their bank, IBANs by themselves, others not", () => {
  expect(faults({ bank_account: "DE89 3704 0044 0532 0130 00" })).toEqual([]);
  expect(faults({ bank_account: "DE89 3704 0044 0532 0130 01" })).toEqual(["bank_account wrong_iban"]);
  expect(faults({ bank_account: "12345678" })).toEqual([]);
  expect(faults({ bank_account: "40702810900000000001", bik: "044525225" })).toEqual(["bank_account wrong_account"]);
  expect(faults({ bik: "044525974" }, { bank_account: "40702810900000000001", bik: "" })).toEqual(["bank_account wrong_account"]);
});

test("what was wrong before doesn't stand in the way of other changes", () => {
  expect(faults({ name: "x" }, { inn: "1" })).toEqual([]);
});
