import { describe, expect, test } from "vitest";
import { KEY_CATALOGUE, keyConflict, keysFor, type CatalogueId } from "./key-catalogue.ts";
import { capsOf, isPlain, strokeOf } from "./key-strokes.ts";

const press = (code: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("strokes", () => {
  test("are named after the place of the key and what is held", () => {
    expect(strokeOf(press("KeyK", { ctrlKey: true }))).toBe("Mod+KeyK");
    expect(strokeOf(press("KeyK", { metaKey: true }))).toBe("Mod+KeyK");
    expect(strokeOf(press("Slash", { shiftKey: true }))).toBe("Shift+Slash");
    expect(strokeOf(press("NumpadEnter", { ctrlKey: true }))).toBe("Mod+Enter");
    expect(strokeOf(press("ShiftLeft", { shiftKey: true }))).toBeUndefined();
  });
  test("are drawn as caps", () => {
    expect(capsOf("Mod+KeyK", false)).toEqual(["Ctrl", "K"]);
    expect(capsOf("Mod+KeyK", true)).toEqual(["⌘", "K"]);
    expect(capsOf("Shift+Slash", false)).toEqual(["?"]);
    expect(capsOf("BracketLeft", false)).toEqual(["["]);
  });
  test("letters with or without Shift write, those with Ctrl don't", () => {
    expect(["KeyC", "Shift+Slash", "Mod+KeyS", "Alt+KeyS"].map(isPlain)).toEqual([true, true, false, false]);
  });
});

describe("the catalogue", () => {
  const ids = Object.keys(KEY_CATALOGUE) as CatalogueId[];
  test("no two actions that meet have the same key", () => {
    for (const id of ids) for (const keys of KEY_CATALOGUE[id].keys) expect([id, keyConflict(id, keys, {})]).toEqual([id, undefined]);
  });
  test("a user's own key replaces, null removes", () => {
    expect(keysFor("record.edit", {})).toEqual(["KeyE"]);
    expect(keysFor("record.edit", { "record.edit": "KeyR" })).toEqual(["KeyR"]);
    expect(keysFor("record.edit", { "record.edit": null })).toEqual([]);
    expect(keysFor("my.own", {}, ["KeyY"])).toEqual(["KeyY"]);
  });
  test("a key that another action has, or that begins its sequence, is a conflict", () => {
    expect(keyConflict("record.edit", "KeyC", {})).toBe("record.create");
    expect(keyConflict("record.edit", "KeyG", {})).toBe("go.home");
    expect(keyConflict("record.edit", "KeyC", { "record.create": "KeyY" })).toBeUndefined();
  });
});
