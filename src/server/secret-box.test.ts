import { expect, test } from "vitest";
import fc from "fast-check";
import { secretBox } from "./secret-box.ts";

const KEY = "k".repeat(40);
const OTHER = "o".repeat(40);

test("opens what it sealed, for its purpose alone, and shows nothing of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (secret, purpose) => {
      const box = secretBox(KEY);
      const sealed = box.seal(secret, purpose);
      expect(box.open(sealed, purpose)).toBe(secret);
      expect(box.open(sealed, `${purpose}!`)).toBeUndefined();
      expect(secretBox(OTHER).open(sealed, purpose)).toBeUndefined();
      if (secret.length > 6) expect(sealed).not.toContain(secret);
      expect(box.seal(secret, purpose)).not.toBe(sealed);
    }),
    { numRuns: 50 },
  );
});

test("a new key seals while the old one still opens; a changed letter opens nothing", () => {
  const old = secretBox(KEY).seal("hunter2", "mail password");
  const rotated = secretBox(OTHER, KEY);
  expect(rotated.open(old, "mail password")).toBe("hunter2");
  const fresh = rotated.seal("hunter2", "mail password");
  expect(secretBox(KEY).open(fresh, "mail password")).toBeUndefined();
  const at = fresh.length - 5;
  const changed = fresh.slice(0, at) + (fresh[at] === "A" ? "B" : "A") + fresh.slice(at + 1);
  expect(rotated.open(changed, "mail password")).toBeUndefined();
  for (const broken of ["", "1", "1..", "2.a.b", old.slice(0, 20)]) expect(rotated.open(broken, "mail password")).toBeUndefined();
});
