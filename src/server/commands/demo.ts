/** `manul demo`: the demonstration company, in a database that holds no records yet. */
import { randomBytes } from "node:crypto";
import { readCompany } from "../auth/company.ts";
import { setUp, type SetUp } from "../auth/set-up.ts";
import { sql } from "../db/sql.ts";
import { StartError } from "../start-error.ts";
import { commandContext, plainly } from "./command-context.ts";
import { withDatabase } from "./with-database.ts";

const COMPANIES = {
  en: { name: "Manul Demo Ltd", currency: "USD", language: "en", timezone: "Europe/London", country: "GB" },
  ru: { name: "ООО «Манул Демо»", currency: "RUB", language: "ru", timezone: "Europe/Moscow", country: "RU" },
} as const satisfies Record<"en" | "ru", SetUp["company"]>;
const ADMINS = { en: "Demo Administrator", ru: "Администратор Демо" };
const EMAIL = "demo@example.com";

export async function demo({ language }: { readonly language: "en" | "ru" }): Promise<void> {
  const loadDemo = async () => (await import("../../features/demo/load.ts")).loadDemo;
  const password = randomBytes(9).toString("base64url");
  const isNew = await withDatabase({ prepare: true }, async ({ opened, log }) => {
    const { database } = opened;
    const ctx = await commandContext(database, log);
    if (!(await readCompany(database))) {
      const admin = { name: ADMINS[language], email: EMAIL, password };
      await plainly(setUp(ctx, { company: COMPANIES[language], admin, data: "demo" }, loadDemo));
      return true;
    }
    // The administrator of the set-up is a record too; any other means that people work here.
    const { rowCount } = await database.query(sql`SELECT 1 FROM records WHERE module <> 'users' LIMIT 1`);
    if (rowCount > 0) throw new StartError("the database holds records already: the demonstration company is for an empty one");
    const load = await loadDemo();
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: ctx.company.timezone }).format(ctx.now);
    await plainly(
      database.tx((db) =>
        load(
          { ...ctx, db, source: "demo", actor: { kind: "system", name: "demo" } },
          { lang: language, today, currency: ctx.company.currency },
        ),
      ),
    );
    return false;
  });
  process.stdout.write(
    isNew ? `The demonstration company is ready. Sign in as ${EMAIL} with the password ${password}\n` : "The demonstration data are in.\n",
  );
}
