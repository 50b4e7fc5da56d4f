/** The table `mail_outbox`: messages on their way out, and the records of `emails` that show how far each has come. */
import { randomUUID } from "node:crypto";
import { errorTexts } from "../../i18n/errors.ts";
import { formatMessage } from "../../i18n/translate.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import { findFile, type StoredFile } from "../files/stored-files.ts";
import { writeRecords } from "../records/index.ts";
import type { Delivery } from "./deliver.ts";
import type { MailFailure, MailMessage } from "./message.ts";
import { mailServer, type MailConfig, type MailServer } from "./settings.ts";

/** What went is kept for so long. */
const KEPT = "90 days";

/** Everything that one attempt needs. */
export interface Parcel {
  readonly id: string;
  readonly messageId: string;
  readonly emailId: string | null;
  readonly message: MailMessage;
  readonly server: MailServer | undefined;
  readonly files: readonly StoredFile[];
}

export async function insertMessage(ctx: Ctx, message: MailMessage, emailId: string | null): Promise<string> {
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`INSERT INTO mail_outbox (message_id, message, email_id)
        VALUES (${`<${randomUUID()}@manul>`}, ${JSON.stringify(message)}::jsonb, ${emailId}) RETURNING id`,
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("the message was not kept");
  return id;
}

/** Undefined where the record's last message didn't fail. */
export async function queueAgain(ctx: Ctx, emailId: string): Promise<string | undefined> {
  const { rows } = await ctx.db.query<{ id: string }>(
    sql`UPDATE mail_outbox SET state = 'queued', failure = NULL
        WHERE id = (SELECT max(id) FROM mail_outbox WHERE email_id = ${emailId}) AND state = 'failed' RETURNING id`,
  );
  const id = rows[0]?.id;
  if (id !== undefined) await show(ctx, emailId, { status: "sending", send_error: null });
  return id;
}

/** Undefined: it went already, or is gone. */
export async function beginSending(ctx: Ctx, id: string, config: MailConfig): Promise<Parcel | undefined> {
  const { rows } = await ctx.db.query<{ message_id: string; message: MailMessage; email_id: string | null }>(
    sql`UPDATE mail_outbox SET state = 'sending', attempts = attempts + 1
        WHERE id = ${id} AND state IN ('queued', 'sending') RETURNING message_id, message, email_id`,
  );
  const row = rows[0];
  if (!row) return undefined;
  const files: StoredFile[] = [];
  for (const each of row.message.attachments ?? []) {
    const file = await findFile(ctx, each);
    if (file) files.push(file);
  }
  const server = await mailServer(ctx, config);
  return { id, messageId: row.message_id, emailId: row.email_id, message: row.message, server, files };
}

/** Notes what became of an attempt. `later`: it is tried again. */
export async function settle(ctx: Ctx, parcel: Parcel, end: { readonly delivery: Delivery; readonly later: boolean }): Promise<void> {
  const { delivery, later } = end;
  const failure = delivery.ok ? null : delivery.failure;
  const state = delivery.ok ? "sent" : later ? "queued" : "failed";
  await ctx.db.query(
    sql`UPDATE mail_outbox SET state = ${state}, failure = ${failure && JSON.stringify(failure)}::jsonb,
          sent_at = CASE WHEN ${state}::text = 'sent' THEN now() END WHERE id = ${parcel.id}`,
  );
  if (delivery.ok) {
    await ctx.db.query(sql`DELETE FROM mail_outbox WHERE sent_at < now() - ${KEPT}::interval`);
    const refused =
      delivery.rejected.length > 0 ? failureText(ctx, { code: "mail_recipient", detail: delivery.rejected.join(", ") }) : null;
    await show(ctx, parcel.emailId, { status: "sent", sent_at: new Date().toISOString(), send_error: refused });
  } else if (failure) await show(ctx, parcel.emailId, { status: later ? "sending" : "failed", send_error: failureText(ctx, failure) });
}

/** The job has ended without sending it: all attempts are used up, or it was cancelled. */
export async function giveUp(ctx: Ctx, id: string): Promise<void> {
  const { rows } = await ctx.db.query<{ email_id: string | null }>(
    sql`UPDATE mail_outbox SET state = 'failed' WHERE id = ${id} AND state IN ('queued', 'sending') RETURNING email_id`,
  );
  if (rows[0]) await show(ctx, rows[0].email_id, { status: "failed" });
}

/** In the sender's language. */
const failureText = ({ lang }: Ctx, { code, detail }: Pick<MailFailure, "code" | "detail">): string =>
  formatMessage(lang, errorTexts[lang][`value.${code}`], { detail }).trim();

async function show(ctx: Ctx, emailId: string | null, values: Readonly<Record<string, Json>>): Promise<void> {
  if (emailId === null) return;
  const program: Ctx = { ...ctx, actor: { kind: "system", name: "mail" } };
  // A record that was deleted meanwhile shows nothing.
  await writeRecords(program, { module: "emails", operations: [{ op: "update", id: emailId, values }], atomic: false, internal: true });
}
