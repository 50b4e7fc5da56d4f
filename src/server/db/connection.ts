/** What every connection of the program is told when it opens: limits of time, UTC, and how to read values. */
import pg from "pg";
import { valueParsers, type ParseValue } from "./value-parsers.ts";

export interface ConnectionParts {
  /** A host name, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface ConnectionSettings {
  readonly url?: string;
  readonly connection?: ConnectionParts;
  readonly applicationName?: string;
  /** Milliseconds; 0 is no limit. */
  readonly statementTimeout?: number;
  readonly lockTimeout?: number;
  readonly idleInTransactionTimeout?: number;
}

const driverParser = pg.types.getTypeParser as unknown as (oid: number, format: string) => ParseValue;
const TEXT_ARRAY = 1009;
const parsers = valueParsers(driverParser(TEXT_ARRAY, "text"));

/** Own parsers for this program's connections only: the driver's global table stays as it is. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary"): ParseValue =>
    (format !== "binary" ? parsers.get(oid) : undefined) ?? driverParser(oid, format ?? "text"),
};

export function connectionConfig(settings: ConnectionSettings): pg.ClientConfig {
  return {
    ...(settings.url === undefined ? settings.connection : { connectionString: settings.url }),
    application_name: settings.applicationName ?? "manul",
    statement_timeout: settings.statementTimeout ?? 30_000,
    lock_timeout: settings.lockTimeout ?? 10_000,
    idle_in_transaction_session_timeout: settings.idleInTransactionTimeout ?? 60_000,
    options: "-c timezone=UTC -c datestyle=ISO,YMD -c intervalstyle=iso_8601 -c client_min_messages=warning",
    keepAlive: true,
    types,
  };
}
