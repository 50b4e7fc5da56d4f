/** `manul user add` and `manul user passwd`: the way in when nobody can sign in. */
import { notifyAccess } from "../auth/callers.ts";
import { setPassword } from "../auth/credentials.ts";
import { demandGoodPassword } from "../auth/password-policy.ts";
import { dropFactors } from "../auth/second-factor.ts";
import { endSessions } from "../auth/sessions.ts";
import { audit } from "../audit.ts";
import type { Db } from "../db/database.ts";
import { openSecretStore } from "../secret-store.ts";
import { splitName } from "../auth/person-name.ts";
import { sql } from "../db/sql.ts";
import { createRecord } from "../records/index.ts";
import { StartError } from "../start-error.ts";
import { askPassword } from "./ask-password.ts";
import { commandContext, plainly } from "./command-context.ts";
import { withDatabase } from "./with-database.ts";

export async function addUser(email: string, options: { readonly name?: string; readonly admin: boolean }): Promise<void> {
  await withDatabase({ prepare: true }, async ({ opened, log }) => {
    const ctx = await commandContext(opened.database, log);
    const password = await askPassword();
    const name = options.name ?? email.split("@")[0] ?? email;
    await plainly(
      ctx.db.tx(async (db) => {
        await demandGoodPassword(db, { password, field: "password", email });
        const { lang: language, timezone, currency } = ctx.company;
        const values = { ...splitName(name), email, status: "active", is_admin: options.admin, language, timezone, currency };
        const { id } = await createRecord({ ...ctx, db }, "users", values);
        await setPassword(db, { userId: id, email, password, field: "password" });
      }),
    );
  });
  process.stdout.write(`${email} may sign in now.\n`);
}

async function idOf(db: Db, email: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT id FROM users WHERE lower(email) = ${email.trim().toLowerCase()} AND deleted_at IS NULL`,
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new StartError(`there is no user ${email}`);
  return id;
}

/** For an administrator who lost the phone and the recovery codes: nobody else could let them in. */
export async function resetSecondFactor(email: string): Promise<void> {
  await withDatabase({ prepare: true }, async ({ opened, config }) => {
    const { database } = opened;
    const id = await idOf(database, email);
    await database.tx(async (db) => {
      await dropFactors({ db, secrets: openSecretStore(config) }, id);
      await endSessions(db, id);
      await audit(
        { db, actor: { kind: "system", name: "command line" } },
        { action: "second_factor_reset", target: { type: "users", id, name: email } },
      );
    });
  });
  process.stdout.write(`${email} signs in by password alone now; a role that asks for a second factor leads them to a new one.\n`);
}

export async function changePassword(email: string): Promise<void> {
  await withDatabase({ prepare: true }, async ({ opened }) => {
    const { database } = opened;
    const id = await idOf(database, email);
    const password = await askPassword();
    await plainly(
      database.tx(async (db) => {
        await setPassword(db, { userId: id, email, password, field: "password" });
        await notifyAccess(db, id);
      }),
    );
  });
  process.stdout.write(`The password of ${email} is changed; they are signed out everywhere.\n`);
}
