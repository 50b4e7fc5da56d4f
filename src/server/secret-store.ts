/**
 * Secrets that the program must read again (one-time-code seeds, clients' secrets): sealed (secret-box.ts) in a table of
 * their own under a name, to which the sealed text is bound. No API reads this table; its values leave by `read` alone.
 */
import type { Config } from "./config.ts";
import type { Db } from "./db/database.ts";
import { sql } from "./db/sql.ts";
import { secretBox } from "./secret-box.ts";
import { loadSecretKey } from "./secret-key.ts";

export interface SecretStore {
  keep(db: Db, name: string, secret: string): Promise<void>;
  /** Undefined: there is none, or it was sealed under a key that is no longer known (a restore without secret.key). */
  read(db: Db, name: string): Promise<string | undefined>;
  drop(db: Db, name: string): Promise<void>;
  /** Seals anew what an older key had sealed; after it that key isn't needed. @returns how many couldn't be opened */
  reseal(db: Db): Promise<number>;
}

export function openSecretStore(config: Pick<Config, "secretKey" | "secretKeysBefore" | "dataDir">): SecretStore {
  const box = secretBox(loadSecretKey(config), ...config.secretKeysBefore);
  const keep: SecretStore["keep"] = async (db, name, secret) => {
    await db.query(sql`INSERT INTO secrets (name, sealed) VALUES (${name}, ${box.seal(secret, name)})
      ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, changed_at = now()`);
  };
  return {
    keep,
    async read(db, name) {
      const { rows } = await db.query<{ sealed: string }>(sql`SELECT sealed FROM secrets WHERE name = ${name}`);
      return rows[0] && box.open(rows[0].sealed, name);
    },
    async drop(db, name) {
      await db.query(sql`DELETE FROM secrets WHERE name = ${name}`);
    },
    reseal: (db) =>
      db.tx(async (tx) => {
        const { rows } = await tx.query<{ name: string; sealed: string }>(sql`SELECT name, sealed FROM secrets FOR UPDATE`);
        let closed = 0;
        for (const { name, sealed } of rows.filter((row) => !box.isCurrent(row.sealed))) {
          const secret = box.open(sealed, name);
          if (secret === undefined) closed += 1;
          else await keep(tx, name, secret);
        }
        return closed;
      }),
  };
}
