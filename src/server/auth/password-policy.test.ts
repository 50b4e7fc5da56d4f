/** Which passwords nobody may have. */
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../../test/database.ts";
import { demandGoodPassword, isLeaked, writeSignInSettings } from "./password-policy.ts";

describe("leaked passwords", () => {
  it.each([
    ["password123", true],
    ["PassWord123", true],
    ["ｐａｓｓｗｏｒｄ１２３", true],
    ["qwertyuiop", true],
    ["йцукенгшщз", true],
    ["gfhjkmgfhjkm", true],
    ["парольпароль", true],
    ["correct horse battery", false],
    ["правильная лошадь", false],
  ])("%s is one: %s", async (password, expected) => expect(await isLeaked(password)).toBe(expected));
});

describe("the policy", async () => {
  const db = await testDatabase();
  const fault = (password: string): Promise<unknown> =>
    demandGoodPassword(db, { password, email: "ada.lovelace@example.com", field: "password" }).then(
      () => undefined,
      (error: { errors: unknown[] }) => error.errors[0],
    );
  it("is about length, one's own address and lists of guessers, and nothing else", async () => {
    expect(await fault("1234567")).toMatchObject({ code: "password_too_short", params: { min: 8 } });
    expect(await fault("x".repeat(201))).toMatchObject({ code: "too_long" });
    expect(await fault("abababab")).toMatchObject({ code: "password_too_simple" });
    expect(await fault("Ada.Lovelace")).toMatchObject({ code: "password_too_simple" });
    expect(await fault("iloveyou1")).toMatchObject({ field: "password", code: "password_leaked" });
    expect(await fault("только слова без цифр")).toBeUndefined();
    // Letters are counted, not bytes or halves of them.
    expect(await fault("🙂🙃🐈🐕🐟🐘🦊")).toMatchObject({ code: "password_too_short" });
  });
  it("asks for as many characters as the company wishes", async () => {
    await writeSignInSettings(db, { password_min: 14 });
    expect(await fault("quite long")).toMatchObject({ code: "password_too_short", params: { min: 14 } });
    expect(await fault("quite long enough")).toBeUndefined();
  });
});
