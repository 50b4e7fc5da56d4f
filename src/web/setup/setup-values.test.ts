import { describe, expect, test } from "vitest";
import { faultsOf, guessCountry, guessCurrency } from "./setup-values.ts";

describe("set-up", () => {
  test("guesses country and currency from the browser", () => {
    expect(guessCountry("ru", ["ru-RU", "en-US"])).toBe("RU");
    expect(guessCountry("ru", ["ru"])).toBe("RU");
    expect(guessCountry("en", ["en-GB"])).toBe("GB");
    expect(guessCountry("en", ["de-DE", "en"])).toBe("US");
    expect([guessCurrency("RU"), guessCurrency("DE"), guessCurrency("GB"), guessCurrency("ZZ")]).toEqual(["RUB", "EUR", "GBP", "USD"]);
  });
  test("names what is missing", () => {
    const good = {
      company: "Acme",
      name: "Ann",
      email: "ann@example.com",
      password: "long enough",
      timezone: "UTC",
      currency: "USD",
      data: "empty",
    } as const;
    expect(faultsOf(good)).toEqual([]);
    expect(faultsOf({ ...good, company: " ", name: "", email: "ann", password: "short" })).toEqual([
      "company",
      "name",
      "email",
      "password",
    ]);
  });
});
