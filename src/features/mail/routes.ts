/** How mail goes out: settings, a test message that tells at once what is wrong, and another try for what failed. */
import { Integer, Object as ObjectType, Optional, Unknown } from "typebox";
import { randomUUID } from "node:crypto";
import { AppError, invalid } from "../../server/errors.ts";
import type { Ctx } from "../../server/context.ts";
import type { AppContext } from "../../server/http/app-context.ts";
import { API, okay, route, type Route } from "../../server/http/route.ts";
import { Email, nullable, oneOf, only, text } from "../../server/http/schemas.ts";
import {
  deliver,
  MAIL_SECURITY,
  mailReady,
  mailServer,
  readMailSettings,
  retryMail,
  sealPassword,
  writeMailSettings,
  type MailSettings,
} from "../../server/mail/index.ts";
import { getRecord } from "../../server/records/index.ts";

const MAIL = `${API}/admin/mail`;
const HOST = /^[\p{L}\p{N}]([\p{L}\p{N}.:_-]{0,252})$/u;

const Body = only({
  host: text(253),
  port: Integer({ minimum: 1, maximum: 65_535 }),
  security: oneOf(...MAIL_SECURITY),
  user: text(254),
  /** Absent: as it is. Empty: none. */
  password: Optional(text(500)),
  from_name: text(200),
  from_email: text(254),
});

/** Where a fault of the mail server shows in the form. */
const FIELD_OF: Readonly<Record<string, string>> = {
  mail_sign_in: "user",
  mail_security: "security",
  mail_recipient: "to",
  mail_refused: "from_email",
};

/** What the settings screen shows; never the password. */
async function settingsJson(ctx: Pick<Ctx, "db" | "company">, app: AppContext) {
  const kept = await readMailSettings(ctx);
  const { sealed_password: sealed, ...rest } = kept ?? NONE;
  const from = (await mailServer(ctx, app.config))?.from ?? null;
  const source = kept && kept.host !== "" ? "settings" : app.config.smtpUrl === undefined ? null : "environment";
  return { ...rest, has_password: sealed !== null, source, sends_as: from };
}
const NONE: MailSettings = { host: "", port: 465, security: "tls", user: "", sealed_password: null, from_name: "", from_email: "" };

type Given = Omit<MailSettings, "sealed_password"> & { readonly password?: string | undefined };

function checked(given: Given, kept: MailSettings | undefined, app: AppContext): MailSettings {
  const { password, ...rest } = given;
  const host = rest.host.trim();
  if (host !== "" && !HOST.test(host)) throw invalid([{ field: "host", code: "wrong_format" }]);
  if (rest.from_email !== "" && !/^[^\s@]+@[^\s@]+$/.test(rest.from_email)) throw invalid([{ field: "from_email", code: "not_an_email" }]);
  if (host !== "" && rest.from_email === "") throw invalid([{ field: "from_email", code: "mandatory" }]);
  // A kept password goes to no other server than the one that it was given for.
  const same = kept?.host === host && kept.user === rest.user;
  const sealed =
    password === undefined ? (same ? (kept?.sealed_password ?? null) : null) : password === "" ? null : sealPassword(app.config, password);
  return { ...rest, host, sealed_password: sealed };
}

async function sendTest(ctx: Ctx, app: AppContext, to: string): Promise<void> {
  const server = await mailServer(ctx, app.config);
  if (!server) throw invalid([{ field: "host", code: "mail_not_set_up" }]);
  const ru = ctx.lang === "ru";
  const message = {
    to: [to],
    subject: ru ? "Проверка почты Manul CRM" : "Manul CRM mail test",
    text: ru
      ? `Почта «${ctx.company.name}» настроена: письма уходят через ${server.host}.`
      : `Mail of “${ctx.company.name}” is set up: it goes out through ${server.host}.`,
  };
  const sent = await deliver(server, { message, messageId: `<${randomUUID()}@manul>`, attachments: [] });
  if (sent.ok) return;
  const { code, detail } = sent.failure;
  throw invalid([{ field: FIELD_OF[code] ?? "host", code, params: { detail } }]);
}

export const mailRoutes = (app: AppContext): readonly Route[] => [
  route({
    method: "GET",
    url: MAIL,
    right: "tool:settings",
    summary: "Through which server mail goes out, and as whom",
    reply: { 200: ObjectType({ data: Unknown() }) },
    handler: async (ctx) => okay({ data: await settingsJson(ctx, app) }),
  }),
  route({
    method: "PUT",
    url: MAIL,
    right: "tool:settings",
    summary: "Sets the mail server and the sender; an empty host goes back to SMTP_URL",
    body: Body,
    reply: { 200: ObjectType({ data: Unknown() }) },
    handler: async (ctx, { body }) => {
      await writeMailSettings(ctx, checked(body, await readMailSettings(ctx), app));
      return okay({ data: await settingsJson(ctx, app) });
    },
  }),
  route({
    method: "POST",
    url: `${MAIL}/test`,
    right: "tool:settings",
    summary: "Sends a test message now, and says plainly what is wrong if it doesn't go",
    body: only({ to: Email }),
    perMinute: 10,
    reply: { 200: ObjectType({ data: ObjectType({ to: text(254) }) }) },
    handler: async (ctx, { body }) => {
      await sendTest(ctx, app, body.to);
      return okay({ data: { to: body.to } });
    },
  }),
  route({
    method: "GET",
    url: `${API}/mail`,
    right: "signed-in",
    summary: "Whether mail can go out, and from whom it will come",
    reply: { 200: ObjectType({ data: ObjectType({ ready: Unknown(), from: nullable(Unknown()) }) }) },
    handler: async (ctx) =>
      okay({ data: { ready: await mailReady(ctx, app.config), from: (await mailServer(ctx, app.config))?.from ?? null } }),
  }),
  route({
    method: "POST",
    url: `${API}/records/emails/:id/actions/retry`,
    right: "signed-in",
    summary: "Sends a message again that could not be sent",
    params: only({ id: text(64) }),
    reply: { 200: ObjectType({ data: Unknown() }) },
    handler: async (ctx, { params }) => {
      const email = await getRecord(ctx, { module: "emails", id: params.id, fields: ["status"] });
      const { edit } = email["rights"] as { readonly edit: boolean };
      if (!edit) throw new AppError("forbidden", { params: { module: "emails" } });
      if (!(await retryMail(ctx, email.id))) throw new AppError("wrong_state", { params: { state: String(email["status"]) } });
      return okay({ data: await getRecord(ctx, { module: "emails", id: email.id }) });
    },
  }),
];
