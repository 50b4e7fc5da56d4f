/** The star: one's own, newest first, gone with the record and with the right to see it. */
import { beforeAll, expect, it } from "vitest";
import { addUser, setUpApp, testApp, type Person, type TestApp } from "./test-client.ts";

let app: TestApp;
let admin: Person;
let user: Person;
beforeAll(async () => {
  app = await testApp();
  admin = await setUpApp(app);
  user = await addUser(app, admin, "user@example.com");
});
const starred = async (person: Person): Promise<string[]> =>
  (await person.get("/me/starred")).json<{ data: { label: string }[] }>().data.map(({ label }) => label);
const star = async (person: Person, id: string, method: "PUT" | "DELETE" = "PUT"): Promise<number> =>
  (await person.send(method, `/records/contacts/${id}/star`)).statusCode;

it("lists what one follows oneself, of what one may still see", async () => {
  const ids: string[] = [];
  for (const last_name of ["First", "Second", "Third"])
    ids.push((await admin.post("/records/contacts", { last_name })).json<{ data: { id: string } }>().data.id);
  const [first = "", second = "", third = ""] = ids;
  for (const id of [first, second, third]) expect(await star(user, id)).toBe(204);
  expect(await star(user, first)).toBe(204);
  expect(await starred(user)).toEqual(["Third", "Second", "First"]);
  expect(await starred(admin)).toEqual([]);
  await star(user, second, "DELETE");
  await admin.send("DELETE", `/records/contacts/${third}`);
  expect(await starred(user)).toEqual(["First"]);
  await admin.post(`/records/contacts/${third}/restore`);
  expect(await starred(user)).toEqual(["Third", "First"]);
  await admin.send("PUT", "/admin/sharing/defaults", { contacts: "private" });
  expect(await starred(user)).toEqual([]);
  expect(await star(user, second)).toBe(404);
});
