/** Codes of authenticator apps: TOTP of RFC 6238 with what every app knows, SHA-1, six digits, thirty seconds. */
import { Secret, TOTP } from "otpauth";

const PERIOD = 30;
/** 160 bits, as RFC 4226 recommends. */
const SEED_BYTES = 20;
/** Clocks differ: the code before and the one after count too. */
const WINDOW = 1;

/** Base32, as people type it into an app. */
export const newSeed = (): string => new Secret({ size: SEED_BYTES }).base32;

const totp = (seed: string, labels: { readonly issuer?: string; readonly label?: string } = {}): TOTP =>
  new TOTP({ ...labels, secret: Secret.fromBase32(seed), algorithm: "SHA1", digits: 6, period: PERIOD });

/** `otpauth://…`, what the QR code says. Colons separate its parts: names can't have them. */
export const seedAddress = (seed: string, { issuer, label }: { readonly issuer: string; readonly label: string }): string =>
  totp(seed, { issuer: issuer.replaceAll(":", " "), label: label.replaceAll(":", " ") }).toString();

/** The time step whose code this is, among those of this moment; undefined: of none. */
export function stepOf(seed: string, code: string, now: Date): number | undefined {
  const delta = totp(seed).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD) + delta;
}

/** The code of a moment; for tests. */
export const codeAt = (seed: string, now: Date): string => totp(seed).generate({ timestamp: now.getTime() });
