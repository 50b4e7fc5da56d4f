/** What the start page asks for, with the rights of who asks. */
import { beforeAll, expect, it } from "vitest";
import { addUser, setUpApp, testApp, type Person } from "../../server/http/test-client.ts";
import { homeFeature } from "./index.ts";

let ada: Person;
let bob: Person;
beforeAll(async () => {
  const app = await testApp({ features: [homeFeature] });
  ada = await setUpApp(app);
  bob = await addUser(app, ada, "bob@example.com");
});

interface Data {
  readonly id: string;
  readonly label: string;
}
const create = async (last_name: string): Promise<string> =>
  (await ada.post("/records/contacts", { last_name })).json<{ data: Data }>().data.id;

it("tells the latest change of what one follows, by others, newest first", async () => {
  const [a, b, c] = [await create("A"), await create("B"), await create("C")];
  for (const id of [a, b]) await bob.send("PUT", `/records/contacts/${id}/star`);
  const followed = async (): Promise<unknown> => (await bob.get("/api/v1/home/followed")).json<{ data: unknown }>().data;
  expect(await followed()).toEqual([]);
  await ada.send("PATCH", `/records/contacts/${a}`, { version: 1, title: "x" });
  await ada.send("PATCH", `/records/contacts/${b}`, { version: 1, title: "x", department: "y" });
  await ada.send("PATCH", `/records/contacts/${c}`, { version: 1, title: "not followed" });
  await bob.send("PATCH", `/records/contacts/${b}`, { version: 2, title: "mine" });
  await ada.send("PATCH", `/records/contacts/${a}`, { version: 2, department: "z" });
  expect(await followed()).toMatchObject([
    { module: "contacts", id: a, label: "A", kind: "update", fields: ["department"], actor: { name: "Ада Лавлейс" } },
    { module: "contacts", id: b, kind: "update", fields: ["title", "department"] },
  ]);
});

it("names records, in the order asked for, without what is not there", async () => {
  const [a, b] = [await create("First"), await create("Second")];
  await ada.send("DELETE", `/records/contacts/${b}`);
  const reply = await bob.get(`/api/v1/home/names?ids=${b},999999,nonsense,${a}`);
  expect(reply.json()).toEqual({
    data: [
      { id: b, module: "contacts", label: "Second", deleted: true },
      { id: a, module: "contacts", label: "First", deleted: false },
    ],
  });
});
