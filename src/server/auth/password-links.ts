/**
 * Links by which people set a password: who forgot theirs, and who was invited. A link works once; the newest are good for
 * an hour (forgotten) or a week (invited), and every new password voids them all.
 */
import type { Lang } from "../../fieldtypes/field-type.ts";
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { AppError } from "../errors.ts";
import { formatMessage } from "../../i18n/translate.ts";
import { mailTexts } from "../../i18n/mail.ts";
import { setPassword } from "./credentials.ts";
import { issueTicket, peekTicket, takeTicket } from "./tickets.ts";

export type LinkKind = "reset" | "invitation";
const SECONDS: Readonly<Record<LinkKind, number>> = { reset: 3600, invitation: 7 * 86_400 };

export interface LinkOwner {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly status: string;
  readonly lang: Lang | null;
}
const OWNER = sql`u.id, u.email, coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email) AS name, u.status, u.language AS lang`;
const LIVING = sql`u.deleted_at IS NULL AND u.status IN ('active', 'invited')`;

export async function ownerByEmail(db: Db, email: string): Promise<LinkOwner | undefined> {
  const { rows } = await db.query<LinkOwner>(
    sql`SELECT ${OWNER} FROM users u WHERE lower(u.email) = ${email.trim().toLowerCase()} AND ${LIVING} LIMIT 1`,
  );
  return rows[0];
}
export async function ownerById(db: Db, id: string): Promise<LinkOwner | undefined> {
  const { rows } = await db.query<LinkOwner>(sql`SELECT ${OWNER} FROM users u WHERE u.id = ${id}::bigint AND ${LIVING}`);
  return rows[0];
}

/** Behind `#`: it reaches no server's log and no other site. */
export async function makeLink(db: Db, base: string, kind: LinkKind, userId: string): Promise<string> {
  const token = await issueTicket(db, { kind, userId, seconds: SECONDS[kind] });
  return `${base}/set-password#${kind}.${token}`;
}

interface Letter {
  readonly kind: LinkKind | "password-changed" | "second-factor-changed";
  readonly owner: LinkOwner;
  readonly company: { readonly name: string; readonly lang: Lang };
  readonly link?: string;
  readonly by?: string;
}
/** Subject and text of a letter, in the language of its reader. */
export function letterOf({ kind, owner, company, link = "", by = "" }: Letter): {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
} {
  const lang = owner.lang ?? company.lang;
  const params = { company: company.name || "Manul CRM", name: owner.name, email: owner.email, link, by };
  const say = (part: "subject" | "text"): string => formatMessage(lang, mailTexts[lang][`${kind}.${part}`], params);
  return { to: [owner.email], subject: say("subject"), text: say("text") };
}

/** Whose link it is; throws link_expired. */
export async function ownerOfLink(db: Db, kind: LinkKind, token: string): Promise<LinkOwner> {
  const ticket = await peekTicket(db, kind, token);
  const owner = ticket?.userId ? await ownerById(db, ticket.userId) : undefined;
  if (!owner) throw new AppError("link_expired");
  return owner;
}

interface NewPassword {
  readonly kind: LinkKind;
  readonly token: string;
  readonly password: string;
}
/** Sets the password, spends the link, ends all sessions. A password that is refused leaves the link good. */
export async function spendLink(db: Db, { kind, token, password }: NewPassword): Promise<LinkOwner> {
  return db.tx(async (tx) => {
    const owner = await ownerOfLink(tx, kind, token);
    if (!(await takeTicket(tx, kind, token))) throw new AppError("link_expired");
    await setPassword(tx, { userId: owner.id, email: owner.email, password, field: "password" });
    return owner;
  });
}
