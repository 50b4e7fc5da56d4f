/** Exchange rates: kept by day, used by the records that are written afterwards. */
import { beforeAll, describe, expect, it } from "vitest";
import { addUser, setUpApp, testApp, type Person, type Problem } from "./test-client.ts";

let admin: Person;
let user: Person;
beforeAll(async () => {
  const app = await testApp();
  admin = await setUpApp(app);
  user = await addUser(app, admin, "user@example.com");
});
const URL = "/admin/currencies";
const put = (currency: string, date: string, rate: unknown) => admin.send("PUT", `${URL}/${currency}/rates/${date}`, { rate });
const rates = async (query = "") =>
  (await user.get(`${URL}${query}`)).json<{ data: { base: string; rates: unknown[] }; next_cursor: string | null }>();

describe("exchange rates", () => {
  it("are set, set anew, listed and removed; records keep theirs", async () => {
    expect(
      (
        await admin.post("/records/opportunities", {
          name: "Deal",
          currency: "EUR",
          amount: "10",
          close_date: "2026-12-31",
          stage: "prospecting",
        })
      ).json<Problem>().errors?.[0],
    ).toMatchObject({ field: "currency", code: "no_exchange_rate" });
    expect((await put("EUR", "2020-01-01", "1.10")).json()).toEqual({ data: { currency: "EUR", valid_from: "2020-01-01", rate: "1.1" } });
    await put("EUR", "2020-01-01", 1.2);
    await put("EUR", "2021-01-01", "1.3");
    await put("RUB", "2021-01-01", "0.01108");
    expect(await rates()).toEqual({
      data: {
        base: "USD",
        rates: [
          { currency: "EUR", valid_from: "2021-01-01", rate: "1.3" },
          { currency: "RUB", valid_from: "2021-01-01", rate: "0.01108" },
          { currency: "EUR", valid_from: "2020-01-01", rate: "1.2" },
        ],
      },
      next_cursor: null,
    });
    expect((await rates("?currency=RUB")).data.rates).toHaveLength(1);
    expect((await rates("?cursor=2021-01-01.EUR")).data.rates).toMatchObject([{ currency: "RUB" }, { valid_from: "2020-01-01" }]);
    const made = await admin.post("/records/opportunities", {
      name: "Deal",
      currency: "EUR",
      amount: "10",
      close_date: "2026-12-31",
      stage: "prospecting",
    });
    expect(made.json()).toMatchObject({ data: { exchange_rate: "1.3" } });
    const { id } = made.json<{ data: { id: string } }>().data;
    expect((await admin.send("DELETE", `${URL}/EUR/rates/2021-01-01`)).statusCode).toBe(204);
    expect((await admin.send("DELETE", `${URL}/EUR/rates/2021-01-01`)).statusCode).toBe(404);
    expect((await admin.get(`/records/opportunities/${id}`)).json()).toMatchObject({ data: { exchange_rate: "1.3" } });
  });

  it.each([
    ["XXZ", "2026-01-01", "1", "currency", "unknown_currency"],
    ["USD", "2026-01-01", "1", "currency", "base_currency"],
    ["EUR", "2026-02-30", "1", "date", "not_a_date"],
    ["EUR", "2026-01-01", "0", "rate", "not_positive"],
    ["EUR", "2026-01-01", "-1", "rate", "not_positive"],
    ["EUR", "2026-01-01", "much", "rate", "not_a_number"],
    ["EUR", "2026-01-01", "1.123456789", "rate", "too_many_decimals"],
    ["EUR", "2026-01-01", "", "rate", "mandatory"],
  ])("%s %s %j is refused", async (currency, date, rate, field, code) => {
    const reply = await put(currency, date, rate);
    expect(reply.statusCode, reply.body).toBe(400);
    expect(reply.json<Problem>().errors?.[0]).toMatchObject({ field, code });
  });

  it("are changed by administrators alone", async () => {
    expect((await user.send("PUT", `${URL}/EUR/rates/2026-01-01`, { rate: "1" })).statusCode).toBe(403);
    expect((await user.send("DELETE", `${URL}/EUR/rates/2026-01-01`)).statusCode).toBe(403);
    expect((await user.get(`${URL}?cursor=x`)).statusCode).toBe(400);
  });
});
