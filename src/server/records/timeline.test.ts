/** The timeline against an oracle: pages of any size show every entry once, newest first, whatever shares its moment. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import type { Ctx } from "../context.ts";
import { createRecord, recordTimeline, updateRecord, type TimelineEntry } from "./index.ts";

let anna: Ctx;
let boris: Ctx;
const START = Date.parse("2026-01-01T00:00:00Z");
const at = (ctx: Ctx, second: number): Ctx => ({ ...ctx, now: new Date(START + second * 1000) });
beforeAll(async () => {
  const system = await systemContext(await testDatabase());
  anna = await userContext(system, { email: "anna@example.com" });
  boris = await userContext(system, { email: "boris@example.com" });
});

const nameOf = (entry: TimelineEntry): string => (entry.type === "change" ? `change ${entry.change.version}` : entry.record.label);

describe("the timeline", () => {
  it("shows everything once on pages of any size", async () => {
    const step = fc.record({ kind: fc.constantFrom("comments", "tasks", "change"), second: fc.nat({ max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), async (steps, limit) => {
        const deal = await createRecord(at(anna, 0), "opportunities", { name: "Deal", close_date: "2026-05-01" });
        const expected = [{ at: 0, name: "change 1" }];
        let { version } = deal;
        // Time goes on: what happens later is written later.
        for (const [index, { kind, second }] of steps.toSorted((a, b) => a.second - b.second).entries()) {
          const name = `${kind} ${index}`;
          if (kind === "change")
            ({ version } = await updateRecord(at(anna, second), "opportunities", { id: deal.id, version, values: { name } }));
          else await createRecord(at(anna, second), kind, { [kind === "tasks" ? "subject" : "content"]: name, related_to_id: deal.id });
          expected.push({ at: second, name: kind === "change" ? `change ${version}` : name });
        }
        const shown: { at: number; name: string }[] = [];
        let cursor: string | undefined;
        do {
          const page = await recordTimeline(anna, { module: "opportunities", id: deal.id, limit, cursor });
          expect(page.data.length).toBeLessThanOrEqual(limit);
          shown.push(...page.data.map((entry) => ({ at: (Date.parse(entry.at) - START) / 1000, name: nameOf(entry) })));
          cursor = page.next_cursor ?? undefined;
        } while (cursor !== undefined);
        expect(shown.map((entry) => entry.at)).toEqual(shown.map((entry) => entry.at).toSorted((a, b) => b - a));
        expect(shown.map((entry) => entry.name).toSorted()).toEqual(expected.map((entry) => entry.name).toSorted());
      }),
      { numRuns: 15 },
    );
  });

  it("by kind and by person; what is pinned comes with the first page", async () => {
    const deal = await createRecord(at(anna, 0), "opportunities", { name: "Deal", close_date: "2026-05-01" });
    const target = { module: "opportunities", id: deal.id };
    await createRecord(at(anna, 1), "comments", { content: "hers", related_to_id: deal.id, is_pinned: true });
    await createRecord(at(boris, 2), "comments", { content: "his", related_to_id: deal.id });
    await createRecord(at(anna, 3), "tasks", {
      subject: "for him",
      related_to_id: deal.id,
      owner_id: boris.actor.kind === "user" ? boris.actor.id : "",
    });
    await updateRecord(at(boris, 4), "opportunities", { id: deal.id, version: 1, values: { name: "Deal 2" } });
    const names = async (options: object): Promise<readonly string[]> =>
      (await recordTimeline(anna, { ...target, ...options })).data.map(nameOf);
    expect(await names({})).toEqual(["change 2", "for him", "his", "hers", "change 1"]);
    expect(await names({ kinds: ["comments"] })).toEqual(["his", "hers"]);
    expect(await names({ kinds: ["changes", "tasks"] })).toEqual(["change 2", "for him", "change 1"]);
    expect(await names({ kinds: [] })).toEqual([]);
    expect(await names({ person: boris.actor.kind === "user" ? boris.actor.id : "" })).toEqual(["change 2", "for him", "his"]);
    const first = await recordTimeline(anna, { ...target, limit: 2 });
    expect(first.pinned?.map(nameOf)).toEqual(["hers"]);
    expect((await recordTimeline(anna, { ...target, cursor: first.next_cursor ?? "" })).pinned).toBeUndefined();
    await expect(recordTimeline(anna, { ...target, cursor: "rubbish" })).rejects.toMatchObject({ code: "invalid_cursor" });
  });
});
