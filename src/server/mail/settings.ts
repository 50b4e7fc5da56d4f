/** Through which mail server the company sends, and as whom: from the settings, else from SMTP_URL. */
import type { Config } from "../config.ts";
import type { Ctx } from "../context.ts";
import { sql } from "../db/sql.ts";
import { secretBox } from "../secret-box.ts";

const KEY = "mail";
const PURPOSE = "mail password";

/** `tls`: encrypted from the first byte (465); `starttls`: turned encrypted before anything is said (587). */
export const MAIL_SECURITY = ["tls", "starttls", "none"] as const;
export type MailSecurity = (typeof MAIL_SECURITY)[number];
export type MailConfig = Pick<Config, "smtpUrl" | "secretKey" | "secretKeysBefore" | "outsideAllow">;

/** As stored: the password only sealed. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly user: string;
  readonly sealed_password: string | null;
  readonly from_name: string;
  readonly from_email: string;
}

/** What a connection needs. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `auto` (SMTP_URL without s): encrypted where the server offers it. */
  readonly security: MailSecurity | "auto";
  readonly auth: { readonly user: string; readonly password: string } | undefined;
  readonly from: { readonly name: string; readonly email: string };
  /** Set where the host was entered by a user: it must lead outside (server/outside). */
  readonly outsideAllow?: readonly string[];
}

export async function readMailSettings(ctx: Pick<Ctx, "db">): Promise<MailSettings | undefined> {
  const { rows } = await ctx.db.query<{ value: MailSettings }>(sql`SELECT value FROM settings WHERE key = ${KEY}`);
  return rows[0]?.value;
}

export async function writeMailSettings(ctx: Pick<Ctx, "db">, settings: MailSettings): Promise<void> {
  await ctx.db.query(sql`INSERT INTO settings (key, value) VALUES (${KEY}, ${JSON.stringify(settings)}::jsonb)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

const keyOf = ({ secretKey }: MailConfig): string => {
  if (secretKey === undefined) throw new Error("secrets can't be kept without a key");
  return secretKey;
};
export const sealPassword = (config: MailConfig, password: string): string => secretBox(keyOf(config)).seal(password, PURPOSE);

/** Undefined: nobody has said how mail goes out. */
export async function mailServer(ctx: Pick<Ctx, "db" | "company">, config: MailConfig): Promise<MailServer | undefined> {
  const settings = await readMailSettings(ctx);
  const name = settings?.from_name || ctx.company.name;
  if (settings && settings.host !== "") return serverOf(settings, config, name);
  if (config.smtpUrl === undefined) return undefined;
  const url = new URL(config.smtpUrl);
  const user = decodeURIComponent(url.username);
  const tls = url.protocol === "smtps:";
  const email = settings?.from_email || (user.includes("@") ? user : `crm@${url.hostname}`);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (tls ? 465 : 587) : Number(url.port),
    security: tls ? "tls" : "auto",
    auth: user === "" ? undefined : { user, password: decodeURIComponent(url.password) },
    from: { name, email },
  };
}

export function serverOf(settings: MailSettings, config: MailConfig, name: string): MailServer {
  const { host, port, security, user, sealed_password: sealed, from_email: email } = settings;
  // A password of another key opens to nothing: the mail server says then that the sign-in is wrong, which it is.
  const password = sealed === null ? "" : (secretBox(keyOf(config), ...config.secretKeysBefore).open(sealed, PURPOSE) ?? "");
  const auth = user === "" ? undefined : { user, password };
  return { host, port, security, auth, from: { name, email }, outsideAllow: config.outsideAllow };
}

/** After a change of the key: what an older one had sealed is sealed anew (SECRET_KEYS_BEFORE). */
export async function resealMailPassword(ctx: Pick<Ctx, "db">, config: MailConfig): Promise<void> {
  const settings = await readMailSettings(ctx);
  const sealed = settings?.sealed_password;
  if (!settings || !sealed) return;
  const box = secretBox(keyOf(config), ...config.secretKeysBefore);
  const password = box.isCurrent(sealed) ? undefined : box.open(sealed, PURPOSE);
  if (password !== undefined) await writeMailSettings(ctx, { ...settings, sealed_password: box.seal(password, PURPOSE) });
}

export const mailReady = async (ctx: Pick<Ctx, "db" | "company">, config: MailConfig): Promise<boolean> =>
  (await mailServer(ctx, config)) !== undefined;
