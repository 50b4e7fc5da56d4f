/** Records on their way: since when a card stands where it stands, the whole way of one, pipelines, and who may know. */
import { beforeAll, describe, expect, it } from "vitest";
import { customisationFeature } from "../customisation/index.ts";
import { addUser, setUpApp, testApp, type Person, type Problem, type Reply, type TestApp } from "../../server/http/test-client.ts";
import { stagesFeature } from "./index.ts";
import type { Pulse } from "./pulse.ts";

let app: TestApp;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  app = await testApp({ features: [stagesFeature, customisationFeature] });
  ada = await setUpApp(app);
  bob = await addUser(app, ada, "bob@example.com");
});

type Data = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
const dataOf = (reply: Reply): Data => reply.json<{ data: Data }>().data;
const deal = async (values: Record<string, unknown> = {}, person = ada): Promise<Data> => {
  const reply = await person.post("/records/opportunities", { name: "Deal", close_date: "2031-06-10", ...values });
  expect(reply.statusCode, reply.body).toBe(201);
  return dataOf(reply);
};
const change = (record: Data, values: Record<string, unknown>): Promise<Reply> =>
  ada.send("PATCH", `/records/opportunities/${record.id}`, { version: record.version, ...values });
const pulse = async (person: Person, ids: readonly string[]): Promise<readonly Pulse[]> => {
  const reply = await person.post("/records/opportunities/pulse", { ids, field: "stage" });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<{ data: Pulse[] }>().data;
};

describe("a record's way", () => {
  it("is every stay in a stage, from the making of the record to this day", async () => {
    let record = await deal();
    for (const stage of ["proposal", "prospecting", "won"]) record = dataOf(await change(record, { stage }));
    record = dataOf(await change(record, { next_step: "nothing to do with the stage" }));
    const { data } = (await ada.get(`/records/opportunities/${record.id}/stages?field=stage`)).json<{
      data: { value: string; from: string; until: string | null }[];
    }>();
    expect(data.map(({ value }) => value)).toEqual(["prospecting", "proposal", "prospecting", "won"]);
    expect(data[0]?.from).toBe(record["created_at"]);
    expect(data.map(({ until }) => until)).toEqual([...data.slice(1).map(({ from }) => from), null]);
    const [card] = await pulse(ada, [record.id]);
    expect(card).toMatchObject({ since: data.at(-1)?.from, active: record["modified_at"], next: null });
  });

  it("tells a card's next step: the nearest open task or planned event; activities keep it awake", async () => {
    const record = await deal();
    const [quiet] = await pulse(ada, [record.id]);
    const later = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const about = { related_to_id: record.id };
    await ada.post("/records/tasks", { subject: "Done", due_date: "2020-01-01", status: "completed", ...about });
    await ada.post("/records/events", { subject: "Meeting", start_at: later, end_at: later, status: "planned", ...about });
    expect((await pulse(ada, [record.id]))[0]?.next).toEqual({ kind: "event", at: later });
    const task = await ada.post("/records/tasks", { subject: "Call", due_date: "2026-01-01", ...about });
    expect(task.statusCode, task.body).toBe(201);
    const [busy] = await pulse(ada, [record.id]);
    expect(busy?.next).toEqual({ kind: "task", at: "2026-01-01" });
    expect([busy?.since === quiet?.since, (busy?.active ?? "") > (quiet?.active ?? "")]).toEqual([true, true]);
  });

  it("is nobody's who may not see the record, or the field", async () => {
    const record = await deal();
    await ada.send("PUT", "/admin/sharing/defaults", { opportunities: "private" });
    expect(await pulse(bob, [record.id])).toEqual([]);
    expect((await bob.get(`/records/opportunities/${record.id}/stages?field=stage`)).statusCode).toBe(404);
    await ada.send("PUT", "/admin/sharing/defaults", { opportunities: "full" });
    const profile = await ada.post("/admin/profiles", {
      name: "Blind",
      modules: { "*": { view: true } },
      fields: { opportunities: { stage: "hidden" } },
    });
    const role = await ada.post("/admin/roles", { name: "Blind", profile_ids: [dataOf(profile).id] });
    const blind = await addUser(app, ada, "blind@example.com");
    const { user } = (await blind.get("/auth/me")).json<{ user: { id: string } }>();
    await ada.send("PATCH", `/admin/users/${user.id}`, { role_id: dataOf(role).id });
    expect((await blind.get(`/records/opportunities/${record.id}/stages?field=stage`)).statusCode).toBe(400);
    expect((await blind.post("/records/opportunities/pulse", { ids: [record.id], field: "stage" })).statusCode).toBe(400);
  });
});

describe("closing a deal", () => {
  it("puts the day on it, unless the same write says another", async () => {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());
    expect(dataOf(await change(await deal(), { stage: "won" }))["close_date"]).toBe(today);
    expect(dataOf(await change(await deal(), { stage: "lost", close_date: "2026-01-05" }))["close_date"]).toBe("2026-01-05");
    expect(dataOf(await change(await deal(), { stage: "proposal" }))["close_date"]).toBe("2031-06-10");
    // Another look at a closed deal changes no day.
    const closed = dataOf(await change(await deal({ stage: "lost" }), { stage: "won" }));
    expect(closed["close_date"]).toBe("2031-06-10");
  });
});

describe("pipelines", () => {
  const stagesOfModule = async (): Promise<Record<string, unknown>[]> =>
    (await ada.get("/modules/opportunities"))
      .json<{ data: { fields: { name: string; options?: Record<string, unknown>[] }[] } }>()
      .data.fields.find(({ name }) => name === "stage")?.options ?? [];

  it("have their own stages; a record that comes into one begins with its first", async () => {
    const at = "/admin/modules/opportunities/fields";
    const before = await stagesOfModule();
    const label = (name: string): Record<string, string> => ({ en: name, ru: name });
    const pipelines = await ada.send("PATCH", `${at}/pipeline`, {
      options: [
        { value: "standard", label: label("Sales") },
        { value: "renewals", label: label("Renewals") },
      ],
      hidden: false,
    });
    expect(pipelines.statusCode, pipelines.body).toBe(200);
    const stages = await ada.send("PATCH", `${at}/stage`, {
      options: [
        ...before.map(({ within: _rot, idle: _idle, asks: _asks, dependsOn: _on, ...one }) => one),
        { value: "due", label: label("Due"), outcome: "open", probability: 80, within: 7 },
      ],
      depends_on: {
        field: "pipeline",
        allowed: { standard: before.map(({ value }) => value), renewals: ["due", "negotiation", "won", "lost"] },
      },
    });
    expect(stages.statusCode, stages.body).toBe(200);
    // What wasn't spoken of stays.
    expect((await stagesOfModule()).find(({ value }) => value === "lost")).toMatchObject({ asks: ["lost_reason"] });
    expect((await stagesOfModule()).find(({ value }) => value === "due")).toMatchObject({ within: 7 });

    expect(await deal()).toMatchObject({ pipeline: "standard", stage: "prospecting" });
    const renewal = await deal({ pipeline: "renewals" });
    expect(renewal).toMatchObject({ stage: "due", probability: 80 });
    const wrong = await change(renewal, { stage: "proposal" });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.json<Problem>().errors?.[0]).toMatchObject({ field: "stage", code: "option_not_now" });
    const moved = dataOf(await change(renewal, { pipeline: "standard" }));
    expect(moved).toMatchObject({ stage: "prospecting", probability: 10 });
    // A stage that both have is kept.
    const kept = dataOf(await change(dataOf(await change(moved, { stage: "negotiation" })), { pipeline: "renewals" }));
    expect(kept).toMatchObject({ stage: "negotiation", pipeline: "renewals" });
  });

  it("are for tickets too: a second one has its own states, and a ticket that comes into it the first of them", async () => {
    const before = dataOf(await ada.post("/records/tickets", { title: "Before" }));
    const at = "/admin/modules/tickets/fields";
    const label = (name: string): Record<string, string> => ({ en: name, ru: name });
    const pipelines = await ada.send("PATCH", `${at}/pipeline`, {
      options: [
        { value: "standard", label: label("Support") },
        { value: "warranty", label: label("Warranty") },
      ],
      hidden: false,
    });
    expect(pipelines.statusCode, pipelines.body).toBe(200);
    const standard = ["open", "in_progress", "waiting", "closed"];
    const states = (await ada.get("/modules/tickets"))
      .json<{ data: { fields: { name: string; options?: Record<string, unknown>[] }[] } }>()
      .data.fields.find(({ name }) => name === "status")?.options;
    const stages = await ada.send("PATCH", `${at}/status`, {
      options: [
        ...(states ?? []).map(({ value, label: name }) => ({ value, label: name })),
        { value: "examined", label: label("Examined"), outcome: "open", within: 3 },
        { value: "replaced", label: label("Replaced"), outcome: "won" },
      ],
      depends_on: { field: "pipeline", allowed: { standard, warranty: ["examined", "waiting", "replaced"] } },
    });
    expect(stages.statusCode, stages.body).toBe(200);

    const ticket = async (values: Record<string, unknown>): Promise<Reply> => ada.post("/records/tickets", { title: "T", ...values });
    const set = ({ id, version }: Data, values: Record<string, unknown>): Promise<Reply> =>
      ada.send("PATCH", `/records/tickets/${id}`, { version, ...values });
    expect(dataOf(await ticket({}))).toMatchObject({ pipeline: "standard", status: "open" });
    const made = dataOf(await ticket({ pipeline: "warranty" }));
    expect(made).toMatchObject({ pipeline: "warranty", status: "examined" });
    for (const reply of [await ticket({ pipeline: "warranty", status: "open" }), await set(made, { status: "closed" })])
      expect([reply.statusCode, reply.json<Problem>().errors?.[0]]).toMatchObject([400, { field: "status", code: "option_not_now" }]);
    expect((await ticket({ status: "examined" })).statusCode).toBe(400);
    // What was there before goes on, and goes over: a state that both have stays, any other becomes the first.
    const waiting = dataOf(await set(before, { status: "waiting" }));
    const over = dataOf(await set(waiting, { pipeline: "warranty" }));
    expect(over).toMatchObject({ pipeline: "warranty", status: "waiting" });
    const replaced = dataOf(await set(over, { status: "replaced" }));
    expect(dataOf(await set(replaced, { pipeline: "standard" }))).toMatchObject({ pipeline: "standard", status: "open" });
  });

  it("hold what was there before in the first one", async () => {
    expect(await deal({})).toMatchObject({ pipeline: "standard" });
    expect(dataOf(await ada.post("/records/tickets", { title: "Help" }))).toMatchObject({ pipeline: "standard", status: "open" });
  });
});
