import { beforeAll, describe, expect, it } from "vitest";
import { systemContext, userContext } from "../../../test/context.ts";
import { testDatabase } from "../../../test/database.ts";
import type { Ctx } from "../../server/context.ts";
import { createRecord, deleteRecord } from "../../server/records/index.ts";
import { findDuplicates } from "./find.ts";

let ctx: Ctx;
let ada = "";
beforeAll(async () => {
  ctx = await userContext(await systemContext(await testDatabase()), { email: "dup@example.com" });
  ada = (
    await createRecord(ctx, "contacts", { first_name: "Ада", last_name: "Лавлейс", email: "ada@example.com", phone: "+7 912 345-67-89" })
  ).id;
  await createRecord(ctx, "contacts", { last_name: "Другая", email: "other@example.com" });
});
const same = async (values: Record<string, unknown>, except?: string) =>
  (await findDuplicates(ctx, { module: "contacts", values, except })).map(({ id, same: by }) => [id, ...by]);

describe("duplicates", () => {
  it("are found by e-mail, and by name in any case; the likeliest first", async () => {
    expect(await same({ email: "ADA@example.com" })).toEqual([[ada, "email"]]);
    expect(await same({ first_name: "ада", last_name: "ЛАВЛЕЙС" })).toEqual([[ada, "label"]]);
    const found = await same({ email: "other@example.com", first_name: "Ада", last_name: "Лавлейс", phone: "8 (912) 345-67-89" });
    expect(found).toHaveLength(2);
    expect(found[0]).toEqual([ada, "phone", "label"]);
  });
  it("are not the record itself, nor what is in the bin; half-typed values find nothing and break nothing", async () => {
    expect(await same({ email: "ada@example.com" }, ada)).toEqual([]);
    expect(await same({ email: "ada@", phone: "12", last_name: "", nonsense: 1, birthday: "x" })).toEqual([]);
    const twin = await createRecord(ctx, "contacts", { last_name: "Пропавшая" });
    await deleteRecord(ctx, "contacts", { id: twin.id });
    expect(await same({ last_name: "Пропавшая" })).toEqual([]);
  });
  it("of organizations are found by the tax number", async () => {
    const { id } = await createRecord(ctx, "organizations", { name: "Ромашка", inn: "7707083893" });
    expect(await findDuplicates(ctx, { module: "organizations", values: { name: "Лютик", inn: "7707083893" } })).toMatchObject([
      { id, label: "Ромашка", same: ["inn"] },
    ]);
  });
});
