/** Hands one message to the mail server, over a connection of its own, and tells plainly what became of it. */
import type { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { AppError } from "../errors.ts";
import { outsideAddress } from "../outside/index.ts";
import type { MailFailure, MailFailureCode, MailMessage } from "./message.ts";
import type { MailServer } from "./settings.ts";

/** Milliseconds without an answer, at each step. */
const CONNECT = 10_000;
const SILENCE = 30_000;
const MOST_WORDS = 500;

export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Readable;
}
export type Delivery = { readonly ok: true; readonly rejected: readonly string[] } | { readonly ok: false; readonly failure: MailFailure };

interface Parcel {
  readonly message: MailMessage;
  readonly messageId: string;
  readonly attachments: readonly Attachment[];
}

export async function deliver(server: MailServer, parcel: Parcel): Promise<Delivery> {
  try {
    // The very address that is connected to was looked at: a name can't lead elsewhere in between.
    const address = server.outsideAllow ? await outsideAddress({ outsideAllow: server.outsideAllow }, server.host) : server.host;
    return await deliverAt(address, server, parcel);
  } catch (error) {
    for (const { content } of parcel.attachments) content.destroy();
    if (!(error instanceof AppError)) throw error;
    const forbidden = error.code === "outside_forbidden";
    const detail = forbidden ? `${server.host}: private network (OUTSIDE_ALLOW)` : server.host;
    return { ok: false, failure: { code: "mail_unreachable", detail, passing: !forbidden } };
  }
}

async function deliverAt(address: string, server: MailServer, { message, messageId, attachments }: Parcel): Promise<Delivery> {
  const transport = createTransport({
    host: address,
    ...(address === server.host ? {} : { tls: { servername: server.host } }),
    port: server.port,
    secure: server.security === "tls",
    requireTLS: server.security === "starttls",
    ignoreTLS: server.security === "none",
    ...(server.auth ? { auth: { user: server.auth.user, pass: server.auth.password } } : {}),
    connectionTimeout: CONNECT,
    greetingTimeout: CONNECT,
    dnsTimeout: CONNECT,
    socketTimeout: SILENCE,
    // A message is data: nothing in it may name our files or the network's.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const sent = await transport.sendMail({
      from: { name: server.from.name, address: server.from.email },
      to: [...message.to],
      cc: [...(message.cc ?? [])],
      bcc: [...(message.bcc ?? [])],
      ...(message.reply_to ? { replyTo: { name: message.reply_to.name, address: message.reply_to.email } } : {}),
      subject: message.subject,
      text: message.text,
      ...(message.html === undefined ? {} : { html: message.html }),
      attachments: [...attachments],
      messageId,
    });
    return { ok: true, rejected: sent.rejected };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  } finally {
    transport.close();
    for (const { content } of attachments) content.destroy();
  }
}

const CODES: Readonly<Record<string, MailFailureCode>> = {
  EAUTH: "mail_sign_in",
  EENVELOPE: "mail_recipient",
  ETIMEDOUT: "mail_timeout",
  ETLS: "mail_security",
  EMESSAGE: "mail_refused",
  ESTREAM: "mail_attachment",
};
/** Errors of the network and of nodemailer, and the mail server's answers (RFC 5321: 4xx passes, 5xx stays). */
function failureOf(error: unknown): MailFailure {
  const {
    code = "",
    responseCode = 0,
    response,
    message = "",
  } = error as Record<"code" | "response" | "message", string | undefined> & {
    readonly responseCode?: number;
  };
  const detail = (response ?? message).slice(0, MOST_WORDS);
  const known = code === "ESOCKET" && /certificate|ssl|tls/i.test(message) ? "mail_security" : CODES[code];
  if (responseCode >= 500) return { code: known ?? "mail_refused", detail, passing: false };
  if (responseCode >= 400) return { code: known ?? "mail_refused", detail, passing: true };
  return { code: known ?? "mail_unreachable", detail, passing: known === undefined || known === "mail_timeout" };
}
