import { expect, test, vi } from "vitest";
import type { Action } from "../keys/actions.ts";
import { paletteGroups, readTyped } from "./palette-items.ts";

// One's own keys are remembered by the browser.
vi.hoisted(() => Object.assign(globalThis, { localStorage: { getItem: () => null } }));

const go = (id: string, label: string): Action => ({ id, label, group: "go", run: () => undefined });
const groups = (typed: string) =>
  paletteGroups({
    typed: readTyped(typed),
    recent: [],
    starred: [],
    hits: [{ module: "tasks", id: "1", label: "Сделки на неделю", number: "T1", similar: false, highlights: [] }],
    actions: [go("go.opportunities", "Сделки"), go("go.other", "Сделки прошлого года")],
    modules: [],
    t: (key) => key,
    text: (label) => label.ru,
  }).map(({ name, items }) => [name, ...items.map(({ label }) => label)]);

test("a module whose whole name was typed comes before the records that hold the word", () => {
  expect(groups("сделки")).toEqual([
    ["go", "Сделки", "Сделки прошлого года"],
    ["records", "Сделки на неделю"],
  ]);
  expect(groups("сдел").map(([name]) => name)).toEqual(["records", "go"]);
});
