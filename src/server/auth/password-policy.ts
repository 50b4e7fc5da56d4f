/**
 * Which passwords nobody may have: too short by the company's setting, made of one's own address, or among those that
 * every guesser tries first. The list of leaked passwords is in the program: nothing is asked of anybody outside. No rules
 * of capitals and signs, as NIST SP 800-63B advises.
 */
import { swapLayout } from "../../model/search/layout.ts";
import type { Db } from "../db/database.ts";
import { sql } from "../db/sql.ts";
import { invalid, type FieldError } from "../errors.ts";

const KEY = "sign_in";
export const PASSWORD_LIMITS = { min: 8, most: 64, max: 200 } as const;

export interface SignInSettings {
  /** Least characters of a new password, PASSWORD_LIMITS.min at least. */
  readonly password_min: number;
}
const DEFAULTS: SignInSettings = { password_min: PASSWORD_LIMITS.min };

export async function readSignInSettings(db: Db): Promise<SignInSettings> {
  const { rows } = await db.query<{ value: Partial<SignInSettings> }>(sql`SELECT value FROM settings WHERE key = ${KEY}`);
  return { ...DEFAULTS, ...rows[0]?.value };
}
export async function writeSignInSettings(db: Db, settings: SignInSettings): Promise<void> {
  await db.query(sql`INSERT INTO settings (key, value) VALUES (${KEY}, ${JSON.stringify(settings)}::jsonb)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

interface Wanted {
  readonly password: string;
  readonly email: string;
  /** Its place in the request, for the error. */
  readonly field: string;
}

/** Throws validation_failed with the reason. */
export async function demandGoodPassword(db: Db, { password, email, field }: Wanted): Promise<void> {
  const { password_min: min } = await readSignInSettings(db);
  const fault = lengthFault(password, min) ?? (isSimple(password, email) ? { code: "password_too_simple" } : undefined);
  if (fault) throw invalid([{ field, ...fault }]);
  if (await isLeaked(password)) throw invalid([{ field, code: "password_leaked" }]);
}

function lengthFault(password: string, min: number): Omit<FieldError, "field"> | undefined {
  const length = [...password].length;
  if (length < min) return { code: "password_too_short", params: { min } };
  return length > PASSWORD_LIMITS.max ? { code: "too_long", params: { max: PASSWORD_LIMITS.max } } : undefined;
}

function isSimple(password: string, email: string): boolean {
  const lower = password.toLowerCase();
  const [local = ""] = email.toLowerCase().split("@");
  return lower === email.toLowerCase() || lower === local || new Set(lower).size < 3;
}

let leaked: Promise<ReadonlySet<string>> | undefined;
/** Some 50,000; two or three megabytes once somebody sets a password. */
const leakedPasswords = (): Promise<ReadonlySet<string>> =>
  (leaked ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => new Set(dictionary["passwords-common"])));

/** Among the passwords of known leaks, also when typed with the other keyboard layout on. */
export async function isLeaked(password: string): Promise<boolean> {
  const list = await leakedPasswords();
  const lower = password.normalize("NFKC").toLowerCase();
  const swapped = swapLayout(lower);
  return list.has(lower) || (swapped !== undefined && list.has(swapped));
}
