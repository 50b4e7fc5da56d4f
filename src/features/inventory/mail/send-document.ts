/**
 * A document by mail: printed, kept as the mail's attachment, marked as sent (and locked by that) and put into the
 * outbox, all in one operation. What the customer gets is what the document says at that moment: if somebody changed it
 * meanwhile, nothing goes.
 */
import { isEmailAddress } from "../../../fieldtypes/email.ts";
import type { Lang } from "../../../fieldtypes/field-type.ts";
import { renderTemplate } from "../../../model/template/template.ts";
import { accessOf } from "../../../server/access/access.ts";
import type { Ctx } from "../../../server/context.ts";
import { AppError, invalid, type FieldError } from "../../../server/errors.ts";
import type { FileStore } from "../../../server/files/file-store.ts";
import { findFile, storeFile, type StoredFile } from "../../../server/files/stored-files.ts";
import { mailServer, sendMail, type MailConfig, type MailMessage } from "../../../server/mail/index.ts";
import {
  createRecord,
  getRecord,
  inOneOperation,
  linkRecords,
  lockRecord,
  mayHaveFile,
  runAction,
  type RecordJson,
} from "../../../server/records/index.ts";
import { printDocument } from "../print/print-document.ts";
import { readPrintData } from "../print/print-data.ts";
import { scopesFor } from "../print/print-scope.ts";
import { mailTextOf } from "../print/print-template.ts";
import { formOf, formsOf, readForms } from "../print/template-store.ts";
import { recipientsOf, type Recipient } from "./recipients.ts";

export interface MailServices {
  readonly files: FileStore;
  readonly config: MailConfig;
}
export interface Draft {
  readonly ready: boolean;
  readonly from: { readonly name: string; readonly email: string } | null;
  readonly recipients: readonly Recipient[];
  readonly form: string;
  readonly language: Lang;
  readonly subject: string;
  readonly text: string;
  readonly marks_sent: boolean;
}
export interface Sending {
  readonly version: number;
  readonly to: readonly string[];
  readonly cc?: readonly string[] | undefined;
  readonly subject: string;
  readonly text: string;
  readonly form: string;
  readonly language: Lang;
  /** Ids of stored files besides the document. */
  readonly attachments?: readonly string[] | undefined;
}
interface Target {
  readonly module: string;
  readonly id: string;
}

/** From these states a mail moves the document on, by its own action `send`. */
const SENDS_FROM: Readonly<Record<string, readonly string[]>> = {
  quotes: ["created"],
  invoices: ["auto_created", "created", "approved"],
  purchase_orders: ["created"],
};
const marksSent = (module: string, record: RecordJson): boolean =>
  SENDS_FROM[module]?.includes(String(record["stage"] ?? record["status"])) === true;

/** Megabytes, all attachments together: most mail servers take no more. */
const MOST_ATTACHED = 20;
const MOST_RECIPIENTS = 50;

export async function mailDraft(
  ctx: Ctx,
  { files, config }: MailServices,
  { module, id, form: name, language }: Target & { readonly form?: string | undefined; readonly language?: Lang | undefined },
): Promise<Draft> {
  const record = await getRecord(ctx, { module, id });
  const forms = await readForms(ctx);
  const form = name === undefined ? formsOf(forms, module)[0] : formOf(forms, module, name);
  if (!form) throw new AppError("not_found", { params: { id: name ?? module } });
  const lang = form.onlyIn ?? language ?? ctx.lang;
  const inner = { ...ctx, lang };
  const words = mailTextOf(form.template);
  const { scope } = await scopesFor(inner, await readPrintData(inner, files, { module, id, lang }), [
    words.subject[lang],
    words.body[lang],
  ]);
  const server = await mailServer(ctx, config);
  return {
    ready: server !== undefined,
    from: server?.from ?? null,
    recipients: await recipientsOf(ctx, record),
    form: form.name,
    language: lang,
    subject: renderTemplate(words.subject[lang], scope).replaceAll(/\s+/g, " ").trim(),
    text: renderTemplate(words.body[lang], scope),
    marks_sent: marksSent(module, record),
  };
}

/** @returns the record of the mail */
export async function sendDocument(ctx: Ctx, services: MailServices, target: Target, sending: Sending): Promise<RecordJson> {
  const record = await getRecord(ctx, target);
  if (!(record["rights"] as { readonly edit: boolean }).edit) throw new AppError("forbidden", { params: { module: target.module } });
  const server = await mailServer(ctx, services.config);
  if (!server) throw invalid([{ field: "to", code: "mail_not_set_up" }]);
  const errors: FieldError[] = [...addressFaults("to", sending.to), ...addressFaults("cc", sending.cc ?? [])];
  if (sending.to.length === 0) errors.push({ field: "to", code: "mandatory" });
  if (sending.to.length + (sending.cc?.length ?? 0) > MOST_RECIPIENTS)
    errors.push({ field: "to", code: "too_many", params: { max: MOST_RECIPIENTS } });
  if (sending.subject.trim() === "") errors.push({ field: "subject", code: "mandatory" });
  if (errors.length > 0) throw invalid(errors);
  const others = await attachedFiles(ctx, sending.attachments ?? []);
  const { pdf, fileName } = await printDocument(ctx, services.files, { ...target, form: sending.form, language: sending.language });
  if ([...others.map(({ size }) => Number(size)), pdf.length].reduce((all, size) => all + size, 0) > MOST_ATTACHED * 1024 * 1024)
    throw invalid([{ field: "attachments", code: "attachments_too_large", params: { max: MOST_ATTACHED } }]);
  const paper = await storeFile(ctx, services.files, { name: fileName, content: pdf });
  const contacts = (await recipientsOf(ctx, record)).filter(({ email }) => [...sending.to, ...(sending.cc ?? [])].includes(email));
  const message: MailMessage = {
    to: sending.to,
    cc: sending.cc ?? [],
    subject: sending.subject.trim(),
    text: sending.text,
    html: htmlOf(sending.text),
    ...(ctx.actor.kind === "user" ? { reply_to: { name: ctx.actor.name, email: ctx.actor.email } } : {}),
    attachments: [paper.id, ...others.map((file) => file.id)],
  };
  const { result } = await inOneOperation(ctx, async (inner) => {
    await lockRecord(inner, target);
    const now = await getRecord(inner, target);
    if (now.version !== sending.version) throw new AppError("version_conflict", { extra: { current: now } });
    if (marksSent(target.module, now)) await runAction(inner, { ...target, action: "send", input: {} });
    const email = await createRecord(inner, "emails", {
      subject: message.subject,
      status: "sending",
      // A machine without a name has an address that no field of addresses takes.
      from_email: isEmailAddress(server.from.email) ? server.from.email : null,
      to_emails: message.to.join(", "),
      cc_emails: (message.cc ?? []).join(", ") || null,
      related_to_id: target.id,
      attachment: paper.id,
      body: message.html,
    });
    await linkContacts(inner, email.id, contacts);
    await keepAttached(inner, target, { email: email.id, files: others });
    await sendMail(inner, message, { email_id: email.id });
    return email;
  });
  return result;
}

async function linkContacts(ctx: Ctx, emailId: string, people: readonly Recipient[]): Promise<void> {
  const ids = people.flatMap(({ contact_id }) => contact_id ?? []);
  if (ids.length > 0) await linkRecords(ctx, { module: "emails", id: emailId, relation: "contacts", ids });
}

/** What went along beside the paper stays with the mail and with the document, where the sender may add documents at all. */
async function keepAttached(
  ctx: Ctx,
  { module, id }: Target,
  { email, files }: { readonly email: string; readonly files: readonly StoredFile[] },
): Promise<void> {
  const documents = ctx.registry.modules.get("documents");
  if (files.length === 0 || !documents || !accessOf(ctx).module(documents).create || !accessOf(ctx).module(documents).edit) return;
  const ids: string[] = [];
  for (const { name, id: file } of files) ids.push((await createRecord(ctx, "documents", { title: name, kind: "file", file })).id);
  await linkRecords(ctx, { module: "emails", id: email, relation: "documents", ids });
  const hasDocuments = ctx.registry.modules.get(module)?.relations.some(({ name }) => name === "documents") === true;
  if (hasDocuments) await linkRecords(ctx, { module, id, relation: "documents", ids });
}

const addressFaults = (field: string, addresses: readonly string[]): FieldError[] =>
  addresses.flatMap((address, i) => (isEmailAddress(address) ? [] : [{ field: `${field}.${i}`, code: "not_an_email" }]));

async function attachedFiles(ctx: Ctx, ids: readonly string[]): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  for (const id of ids) {
    const file = (await mayHaveFile(ctx, id)) ? await findFile(ctx, id) : undefined;
    if (!file) throw invalid([{ field: "attachments", code: "unknown_reference" }]);
    files.push(file);
  }
  return files;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Plain words as paragraphs. */
const htmlOf = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${part.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign).replaceAll("\n", "<br>")}</p>`)
    .join("");
