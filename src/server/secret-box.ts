/**
 * Secrets at rest: what the program must be able to read again (a mail server's password, a one-time-code seed) is kept
 * sealed by AES-256-GCM under a key derived from the program's own (secret-key.ts). Sealed text is
 * `1.<key id>.<nonce, ciphertext and tag, base64url>`; the key id tells which of several keys opens it, so that a new
 * SECRET_KEY can seal while an old one still opens. A sealed value is bound to its purpose: moved elsewhere it won't open.
 * Passwords of people don't belong here: they are hashed (auth/passwords.ts).
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const FORMAT = "1";
const NONCE = 12;
const TAG = 16;

export interface SecretBox {
  /** @param purpose what it is, "mail password": the same to open it. */
  seal(secret: string, purpose: string): string;
  /** False for what was sealed under an older key. */
  isCurrent(sealed: string): boolean;
  /** Undefined where the text was sealed under another key or for another purpose, or is damaged. */
  open(sealed: string, purpose: string): string | undefined;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}
function keyOf(secretKey: string): Key {
  const derived = Buffer.from(hkdfSync("sha256", secretKey, "", "manul secret box", 36));
  return { id: derived.subarray(32).toString("base64url"), bytes: derived.subarray(0, 32) };
}

/** The first key seals; all open. */
export function secretBox(secretKey: string, ...older: readonly string[]): SecretBox {
  const first = keyOf(secretKey);
  const keys = new Map([first, ...older.map(keyOf)].toReversed().map((key) => [key.id, key.bytes]));
  return {
    seal(secret, purpose) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", first.bytes, nonce, { authTagLength: TAG }).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${FORMAT}.${first.id}.${sealed.toString("base64url")}`;
    },
    isCurrent: (sealed) => sealed.startsWith(`${FORMAT}.${first.id}.`),
    open(sealed, purpose) {
      const [format, id = "", payload = ""] = sealed.split(".");
      const key = keys.get(id);
      const bytes = Buffer.from(payload, "base64url");
      if (format !== FORMAT || !key || bytes.length < NONCE + TAG) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE), { authTagLength: TAG })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(-TAG));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
