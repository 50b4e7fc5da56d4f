/**
 * Passkeys (WebAuthn): a sign-in without a password, which counts as two factors since the device has asked for a
 * fingerprint or PIN itself. A challenge is a ticket: it is answered once, by whom it was made for.
 */
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { AppError, invalid } from "../errors.ts";
import { USER_MAY_ENTER } from "./callers.ts";
import { issueTicket, takeTicket } from "./tickets.ts";

/** Loaded when somebody has a passkey: it is large, and most starts don't need it. */
const webauthn = () => import("@simplewebauthn/server");
const CHALLENGE_SECONDS = 300;
const MAX_PER_USER = 20;

/** The address that people open; passkeys are bound to its host. */
export interface Site {
  /** `https://crm.example.com` */
  readonly origin: string;
  readonly name: string;
}
export interface Asked<T> {
  /** Goes back with the answer. */
  readonly ticket: string;
  readonly options: T;
}
export interface PasskeyInfo {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}
interface Challenge {
  readonly challenge: string;
}
interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

const hostOf = ({ origin }: Site): string => new URL(origin).hostname;

export async function listPasskeys(db: Db, userId: string): Promise<readonly PasskeyInfo[]> {
  const { rows } = await db.query<PasskeyInfo>(
    sql`SELECT id, name, created_at, last_used_at FROM passkeys WHERE user_id = ${userId} ORDER BY id LIMIT ${MAX_PER_USER}`,
  );
  return rows;
}

export async function askForNewPasskey(db: Db, site: Site, person: Person): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>> {
  const { rows } = await db.query<{ id: string }>(sql`SELECT credential_id AS id FROM passkeys WHERE user_id = ${person.id}`);
  if (rows.length >= MAX_PER_USER) throw new AppError("conflict", { params: { limit: MAX_PER_USER } });
  const options = await (
    await webauthn()
  ).generateRegistrationOptions({
    rpName: site.name,
    rpID: hostOf(site),
    userID: Uint8Array.from(Buffer.from(person.id)),
    userName: person.email,
    userDisplayName: person.name,
    excludeCredentials: rows.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const data: Challenge = { challenge: options.challenge };
  const ticket = await issueTicket(db, { kind: "passkey_new", userId: person.id, data, seconds: CHALLENGE_SECONDS });
  return { ticket, options };
}

interface NewPasskey {
  readonly ticket: string;
  readonly name: string;
  readonly response: unknown;
}
export async function addPasskey(db: Db, site: Site, userId: string, { ticket, name, response }: NewPasskey): Promise<PasskeyInfo> {
  const asked = await takeTicket<Challenge>(db, "passkey_new", ticket);
  if (asked?.userId !== userId) throw new AppError("link_expired");
  const { registrationInfo: made } = await (
    await webauthn()
  )
    .verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: asked.data.challenge,
      expectedOrigin: new URL(site.origin).origin,
      expectedRPID: hostOf(site),
      requireUserVerification: true,
    })
    .catch(refused);
  if (!made) throw notAccepted();
  const { credential } = made;
  const { rows } = await db.query<PasskeyInfo>(sql`INSERT INTO passkeys (user_id, credential_id, public_key, counter, transports, name)
    VALUES (${userId}, ${credential.id}, ${Buffer.from(credential.publicKey)}, ${credential.counter}, ${[...(credential.transports ?? [])]}::text[], ${name})
    ON CONFLICT (credential_id) DO NOTHING RETURNING id, name, created_at, last_used_at`);
  if (!rows[0]) throw notAccepted();
  return rows[0];
}

/** Any passkey of this site: the browser lets the person choose. */
export async function askForPasskey(db: Db, site: Site): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await (await webauthn()).generateAuthenticationOptions({ rpID: hostOf(site), userVerification: "required" });
  const data: Challenge = { challenge: options.challenge };
  return { ticket: await issueTicket(db, { kind: "passkey_sign_in", data, seconds: CHALLENGE_SECONDS }), options };
}

interface Shown {
  readonly ticket: string;
  readonly response: unknown;
}
/** The user's id; throws wrong_passkey, whatever was wrong. */
export async function takePasskey(db: Db, site: Site, { ticket, response }: Shown): Promise<string> {
  const asked = await takeTicket<Challenge>(db, "passkey_sign_in", ticket);
  if (!asked) throw new AppError("link_expired");
  const answer = response as AuthenticationResponseJSON;
  const { rows } = await db.query<PasskeyRow>(sql`
    SELECT p.id, p.user_id, p.credential_id, p.public_key, p.counter, p.transports FROM passkeys p JOIN users u ON u.id = p.user_id
    WHERE p.credential_id = ${answer.id.slice(0, 2000)} AND ${USER_MAY_ENTER}`);
  const row = rows[0];
  if (!row) throw new AppError("wrong_passkey");
  const { verified, authenticationInfo } = await (
    await webauthn()
  )
    .verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: asked.data.challenge,
      expectedOrigin: new URL(site.origin).origin,
      expectedRPID: hostOf(site),
      credential: {
        id: row.credential_id,
        publicKey: Uint8Array.from(row.public_key),
        counter: Number(row.counter),
        transports: [...row.transports],
      },
      requireUserVerification: true,
    })
    .catch((error: unknown) => {
      throw new AppError("wrong_passkey", { cause: error });
    });
  if (!verified) throw new AppError("wrong_passkey");
  await db.query(sql`UPDATE passkeys SET counter = ${authenticationInfo.newCounter}, last_used_at = now() WHERE id = ${row.id}::bigint`);
  return row.user_id;
}
interface PasskeyRow {
  readonly id: string;
  readonly user_id: string;
  readonly credential_id: string;
  readonly public_key: Buffer;
  readonly counter: string;
  readonly transports: AuthenticatorTransport[];
}

export async function removePasskey(db: Db, userId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query(sql`DELETE FROM passkeys WHERE user_id = ${userId} AND id = ${id}::bigint`);
  return rowCount === 1;
}

const notAccepted = (cause?: unknown): AppError => {
  const { errors } = invalid([{ field: "response", code: "passkey_not_accepted" }]);
  return new AppError("validation_failed", { errors, cause });
};
const refused = (error: unknown): never => {
  throw notAccepted(error);
};
