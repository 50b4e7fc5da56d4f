import { describe, expect, test } from "vitest";
import type { LayoutData } from "./customisation-api.ts";
import { changeBlock, moveField, placeBlock, rebase, tidy } from "./layout-model.ts";

const block = (name: string, fields: readonly string[]) =>
  ({ name, label: { en: name, ru: name }, columns: 2, collapsed: false, fields }) as const;
const layout = (blocks: LayoutData["blocks"], more: Partial<LayoutData> = {}): LayoutData => ({
  version: 3,
  blocks,
  hidden: [],
  quick_create: ["a"],
  key_fields: [],
  related: [],
  ...more,
});
const before = layout([block("main", ["a", "b", "c"]), block("more", ["d"])]);
const placesOf = ({ blocks }: LayoutData) => Object.fromEntries(blocks.map(({ name, fields }) => [name, fields.join(" ")]));

describe("a draft of a layout", () => {
  test("keeps unsaved moves when fields come and go on the server", () => {
    const draft = { ...moveField(before, "field:b", "block:more"), quick_create: ["a", "d"] };
    const now = layout([block("main", ["a", "b", "new"]), block("more", ["d", "late"])], { quick_create: ["a", "new"], hidden: ["late"] });
    const rebased = rebase(draft, before, now);
    expect(placesOf(rebased)).toEqual({ main: "a new", more: "d b late" });
    expect([rebased.quick_create, rebased.hidden]).toEqual([["a", "d", "new"], ["late"]]);
  });
  test("takes over a field whose block is gone here, and stays as it is where nothing came", () => {
    const draft = { ...before, blocks: [block("other", ["a", "b", "c", "d"])] };
    expect(placesOf(rebase(draft, before, layout([block("main", ["a", "b", "c"]), block("more", ["d", "new"])])))).toEqual({
      other: "a b c d new",
    });
    expect(rebase(draft, before, before)).toEqual(draft);
  });
  test("blocks go to the place of others", () => {
    const three = changeBlock(layout([block("x", []), block("y", []), block("z", [])]), "y", { columns: 1 });
    const names = (draft: LayoutData) => draft.blocks.map(({ name }) => name).join("");
    expect([names(placeBlock(three, "x", "z")), names(placeBlock(three, "z", "x")), names(placeBlock(three, "x", "none"))]).toEqual([
      "yzx",
      "zxy",
      "xyz",
    ]);
  });
  test("is sent as the server will keep it", () => {
    const draft = changeBlock(before, "main", { label: { en: "  New  block ", ru: " " } });
    expect(tidy(draft).blocks[0]?.label).toEqual({ en: "New block", ru: "New block" });
  });
});
