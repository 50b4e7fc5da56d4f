/**
 * Mail to the outside. `sendMail` puts a message into the outbox in the caller's transaction; a job sends it after the
 * commit and tries again, later and later, while what hinders it may pass. What shows a message to people is a record of
 * `emails`: it follows the message's state. A message goes at least once: where the program died between the mail
 * server's yes and our note of it, it goes again under the same Message-ID.
 */
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { FileStore } from "../files/file-store.ts";
import { defineTask, enqueue, type Task } from "../jobs/index.ts";
import { deliver, type Delivery } from "./deliver.ts";
import type { MailMessage } from "./message.ts";
import { beginSending, giveUp, insertMessage, queueAgain, settle, type Parcel } from "./outbox.ts";
import type { MailConfig } from "./settings.ts";

export { deliver } from "./deliver.ts";
export type { MailFailure, MailMessage } from "./message.ts";
export {
  MAIL_SECURITY,
  mailReady,
  mailServer,
  readMailSettings,
  resealMailPassword,
  sealPassword,
  serverOf,
  writeMailSettings,
  type MailConfig,
  type MailSettings,
} from "./settings.ts";

/** With the pauses between them about half an hour. */
const RETRIES = 6;
const MOST_RECIPIENTS = 100;
const MAIL_TASK = { name: "mail.send", lane: "light", quiet: true } as const;
interface MailJob {
  readonly mail: string;
}

/** Nobody has to be signed in: who forgot a password isn't. */
type MailCtx = Omit<Ctx, "actor"> & { readonly actor?: Ctx["actor"] | undefined };

/**
 * Sends after the commit. `email_id` names the record of `emails` that shows it.
 * @returns the message's id in the outbox
 */
export async function sendMail(given: MailCtx, message: MailMessage, options: { readonly email_id?: string } = {}): Promise<string> {
  const ctx: Ctx = { ...given, actor: given.actor ?? { kind: "system", name: "mail" } };
  const recipients = [...message.to, ...(message.cc ?? []), ...(message.bcc ?? [])].length;
  if (recipients === 0 || recipients > MOST_RECIPIENTS) throw new AppError("bad_request", { params: { field: "to" } });
  return ctx.db.tx(async (db) => {
    const id = await insertMessage({ ...ctx, db }, message, options.email_id ?? null);
    await enqueue({ ...ctx, db }, MAIL_TASK, { mail: id });
    return id;
  });
}

/** The failed message of this record of `emails` goes again; false where there is none. */
export const retryMail = (ctx: Ctx, emailId: string): Promise<boolean> =>
  ctx.db.tx(async (db) => {
    const id = await queueAgain({ ...ctx, db }, emailId);
    if (id === undefined) return false;
    await enqueue({ ...ctx, db }, MAIL_TASK, { mail: id });
    return true;
  });

interface MailServices {
  readonly files: FileStore;
  readonly config: MailConfig;
}

/** The task that sends, for a process that works. */
export const mailTask = ({ files, config }: MailServices): Task<MailJob> =>
  defineTask<MailJob>({
    ...MAIL_TASK,
    retries: RETRIES,
    run: async (job) => {
      const parcel = await job.step((ctx) => beginSending(ctx, job.data.mail, config));
      if (!parcel) return;
      const delivery = await handOver(files, parcel);
      const later = !delivery.ok && delivery.failure.passing;
      await job.step((ctx) => settle(ctx, parcel, { delivery, later }));
      if (later) throw new AppError("mail_failed");
    },
    ended: (ctx, { data }) => giveUp(ctx, data.mail),
  });

async function handOver(files: FileStore, { server, message, messageId, files: attached }: Parcel): Promise<Delivery> {
  if (!server) return { ok: false, failure: { code: "mail_not_set_up", detail: "", passing: false } };
  const attachments = [];
  for (const { key, name, type } of attached)
    try {
      const { stream } = await files.open(key);
      attachments.push({ filename: name, contentType: type, content: stream });
    } catch {
      for (const { content } of attachments) content.destroy();
      return { ok: false, failure: { code: "mail_attachment", detail: name, passing: false } };
    }
  return deliver(server, { message, messageId, attachments });
}
