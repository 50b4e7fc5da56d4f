/** The embedded PostgreSQL's settings, given on its command line, so that a new version of Manul can change them. */
import os from "node:os";

const MB = 1024 * 1024;

export interface ServerSettings {
  /** False in tests only: a crash of the machine may then lose everything. */
  readonly durable: boolean;
  /** The folder for the Unix socket, or undefined to listen on 127.0.0.1. */
  readonly socketFolder: string | undefined;
  readonly port: number;
}

/** Memory is taken with restraint: the same machine runs the program, and on a small one a browser too. */
export function serverSettings(settings: ServerSettings): Record<string, string> {
  // In a container the limit counts, not the machine's memory.
  const memory = Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / MB;
  const share = (part: number, least: number, most: number): string => `${Math.round(Math.min(most, Math.max(least, memory * part)))}MB`;
  return {
    listen_addresses: settings.socketFolder === undefined ? "127.0.0.1" : "",
    unix_socket_directories: settings.socketFolder === undefined ? "" : `"${settings.socketFolder}"`,
    unix_socket_permissions: "0700",
    port: String(settings.port),
    max_connections: "100",
    // Memory is taken as the data come in, so a small company's database stays small; on Windows it is set aside at once.
    shared_buffers: share(1 / 4, 64, process.platform === "win32" ? 512 : 4096),
    effective_cache_size: share(1 / 2, 256, 16_384),
    maintenance_work_mem: share(1 / 16, 64, 512),
    work_mem: "16MB",
    max_wal_size: "2GB",
    // This build knows only the old compression, which takes four times as long as the write that it shortens: measured
    // with an import of 100,000 records after a checkpoint, when every page touched goes into the log whole.
    wal_compression: "off",
    // What was in memory when it was stopped is read in again after the start, in the order of the disk: else the first
    // searches of the day would each wait for two thousand pages that lie apart.
    ...(settings.durable ? { shared_preload_libraries: "pg_prewarm" } : {}),
    // Everything lives on SSDs and in memory now; the default of 4 is for turning disks.
    random_page_cost: "1.1",
    // Compiling a plan takes longer than any of our queries should.
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_duration_statement: "1000",
    // Values may be personal data: they don't belong into a log.
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
    log_line_prefix: "%m [%p] %d ",
    ...(settings.durable ? { fsync: "on" } : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
}
