/** Secrets at rest: sealed, bound to their names, and still there after a change of the key. */
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../test/database.ts";
import { mailServer, resealMailPassword, sealPassword, writeMailSettings } from "./mail/index.ts";
import { openSecretStore } from "./secret-store.ts";

const store = (secretKey: string, ...secretKeysBefore: string[]) => openSecretStore({ secretKey, secretKeysBefore, dataDir: "/nowhere" });
const [ONE, TWO] = ["1".repeat(32), "2".repeat(32)];

describe("the secret store", async () => {
  const db = await testDatabase();
  const sealed = async (name: string): Promise<string> => {
    const { rows } = await db.execute<{ sealed: string }>(`SELECT sealed FROM secrets WHERE name = '${name}'`);
    return rows[0]?.sealed ?? "";
  };

  it("keeps, reads and drops", async () => {
    const secrets = store(ONE);
    await secrets.keep(db, "a", "first");
    await secrets.keep(db, "a", "пароль");
    expect(await secrets.read(db, "a")).toBe("пароль");
    expect(await sealed("a")).not.toContain("пароль");
    await secrets.drop(db, "a");
    expect(await secrets.read(db, "a")).toBeUndefined();
  });

  it("doesn't open what was moved to another name, or changed", async () => {
    const secrets = store(ONE);
    await secrets.keep(db, "b", "secret");
    await db.execute("INSERT INTO secrets (name, sealed) SELECT 'c', sealed FROM secrets WHERE name = 'b'");
    expect(await secrets.read(db, "c")).toBeUndefined();
    await db.execute(
      "UPDATE secrets SET sealed = overlay(sealed placing 'A' from length(sealed) - 5 for 1) WHERE name = 'b' AND substr(sealed, length(sealed) - 5, 1) <> 'A'",
    );
    await db.execute("UPDATE secrets SET sealed = overlay(sealed placing 'B' from length(sealed) - 6 for 1) WHERE name = 'b'");
    expect(await secrets.read(db, "b")).toBeUndefined();
    await db.execute("DELETE FROM secrets");
  });

  it("is sealed anew under a new key while the old one is told, once", async () => {
    await store(ONE).keep(db, "d", "secret");
    const before = await sealed("d");
    expect(await store(TWO).read(db, "d")).toBeUndefined();
    expect(await store(TWO).reseal(db)).toBe(1);
    expect(await sealed("d")).toBe(before);
    expect(await store(TWO, ONE).reseal(db)).toBe(0);
    const after = await sealed("d");
    expect(after).not.toBe(before);
    expect(await store(TWO, ONE).reseal(db)).toBe(0);
    expect(await sealed("d")).toBe(after);
    expect(await store(TWO).read(db, "d")).toBe("secret");
  });

  it("takes the mail server's password along", async () => {
    const mail = (secretKey: string, ...secretKeysBefore: string[]) => ({
      secretKey,
      secretKeysBefore,
      smtpUrl: undefined,
      outsideAllow: [],
    });
    const settings = { host: "mail.example.com", port: 465, security: "tls", user: "crm", from_name: "", from_email: "" } as const;
    await writeMailSettings({ db }, { ...settings, sealed_password: sealPassword(mail(ONE), "sésame") });
    const ctx = { db, company: { name: "Acme", currency: "USD", lang: "en", timezone: "UTC", country: "US" } } as const;
    const passwordUnder = async (secretKey: string): Promise<string | undefined> =>
      (await mailServer(ctx, mail(secretKey)))?.auth?.password;
    expect(await passwordUnder(TWO)).toBe("");
    await resealMailPassword({ db }, mail(TWO, ONE));
    expect(await passwordUnder(TWO)).toBe("sésame");
  });
});
