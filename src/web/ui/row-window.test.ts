import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder, place, spanOf } from "./row-window.ts";
import type { Placed } from "./row-window.ts";

const sight = fc.record({
  top: fc.integer({ min: 0, max: 100_000 }),
  height: fc.integer({ min: 0, max: 2000 }),
  rowHeight: fc.constantFrom(32, 40, 64),
  count: fc.integer({ min: 0, max: 2000 }),
  down: fc.boolean(),
  spare: fc.boolean(),
});

test("every row in sight is drawn, and no more than some beyond", () => {
  fc.assert(
    fc.property(sight, (seen) => {
      const { from, to } = spanOf(seen);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(seen.count);
      for (let index = 0; index < seen.count; index++) {
        const y = index * seen.rowHeight;
        const visible = y < seen.top + seen.height && y + seen.rowHeight > seen.top;
        if (visible) expect(index >= from && index < to).toBe(true);
      }
      expect(to - from).toBeLessThanOrEqual(Math.ceil(seen.height / seen.rowHeight) + 15);
    }),
  );
});

test("each row has one place of its own, and keeps it as long as it is drawn", () => {
  fc.assert(
    fc.property(fc.array(sight, { minLength: 1, maxLength: 12 }), (sights) => {
      let rows: readonly Placed[] = [];
      for (const seen of sights) {
        const span = spanOf(seen);
        const before = new Map(rows.map(({ index, slot }) => [index, slot]));
        rows = place(rows, span);
        expect(rows.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: span.to - span.from }, (_, at) => span.from + at),
        );
        expect(new Set(rows.map(({ slot }) => slot)).size).toBe(rows.length);
        for (const { index, slot } of rows) if (before.has(index)) expect(slot).toBe(before.get(index));
        if (before.size === rows.length) for (const { slot } of rows) expect([...before.values()]).toContain(slot);
      }
    }),
  );
});

test("once the scrolling is over, rows stand in the document as they are read", () => {
  const rows = place(place([], { from: 0, to: 5 }), { from: 2, to: 7 });
  expect(rows.map(({ index }) => index)).toEqual([5, 6, 2, 3, 4]);
  expect(inOrder(rows).map(({ index }) => index)).toEqual([2, 3, 4, 5, 6]);
  const ordered = inOrder(rows);
  expect(inOrder(ordered)).toBe(ordered);
});
