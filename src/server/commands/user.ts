/** `manul user add` and `manul user passwd`: the way in when nobody can sign in. */
import { notifyAccess } from "../auth/callers.ts";
import { setPassword } from "../auth/credentials.ts";
import { demandGoodPassword } from "../auth/password-policy.ts";
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

export async function changePassword(email: string): Promise<void> {
  await withDatabase({ prepare: true }, async ({ opened }) => {
    const { database } = opened;
    const { rows } = await database.query<{ id: string }>(
      sql`SELECT id FROM users WHERE lower(email) = ${email.trim().toLowerCase()} AND deleted_at IS NULL`,
    );
    const id = rows[0]?.id;
    if (id === undefined) throw new StartError(`there is no user ${email}`);
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
