/** Random tokens and their fingerprints. Only fingerprints are ever stored. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits as 43 URL-safe characters. */
export const newToken = (): string => randomBytes(32).toString("base64url");
export const fingerprint = (token: string): Buffer => createHash("sha256").update(token).digest();

export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [fingerprint(a), fingerprint(b)];
  return timingSafeEqual(left, right);
}
