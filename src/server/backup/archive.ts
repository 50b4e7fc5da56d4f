/** The archive's format (docs/backup.md): names of its parts, their shapes, and how they are checked when read. */
import { createHash, type Hash } from "node:crypto";
import { Transform } from "node:stream";
import { StartError } from "../start-error.ts";

export const FORMAT = 1;
export const MANIFEST = "manifest.json";
export const CHECKSUMS = "checksums.json";

export interface Column {
  readonly name: string;
  /** As PostgreSQL writes it: `numeric(20,4)`, `timestamp(3) with time zone`. */
  readonly type: string;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface Sequence {
  readonly name: string;
  readonly last: string;
  readonly called: boolean;
}

/** The first entry: what a reader must know before the data. */
export interface Manifest {
  readonly format: number;
  readonly product: string;
  /** The version of Manul that wrote it. */
  readonly version: string;
  readonly createdAt: string;
  readonly postgres: string;
  readonly registryVersion: string;
  readonly migrations: readonly string[];
  readonly tables: readonly Table[];
  readonly sequences: readonly Sequence[];
}

export interface TableSum {
  readonly rows: number;
  readonly sha256: string;
}

/** The last entry: what the reader must have seen. */
export interface Checksums {
  readonly tables: Readonly<Record<string, TableSum>>;
  readonly files: Readonly<Record<string, { readonly size: number; readonly sha256: string }>>;
}

export const tableEntry = (table: string): string => `tables/${table}.copy`;
export const fileEntry = (name: string): string => `files/${name}`;

const NAME = /^[a-z_][a-z0-9_]{0,62}$/;
/** The types that our tables can have: nothing else from an archive gets into a statement. */
const TYPE = /^[a-z][a-z0-9_ ]{0,40}(\(\d{1,5}(,\d{1,5})?\))?( with(out)? time zone)?(\[\])?$/;
const FILE = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}){0,5}$/;

export const isFileName = (name: string): boolean => FILE.test(name);

export function parseManifest(text: string): Manifest {
  const manifest = parse(text) as Partial<Manifest>;
  if (manifest.product !== "manul-crm") throw new StartError("This file isn't a backup of Manul CRM.");
  if (manifest.format !== FORMAT)
    throw new StartError(
      `This backup has format ${String(manifest.format)}; this version of Manul reads format ${FORMAT}. Restore it with the version that wrote it (${String(manifest.version)}) or a newer one.`,
    );
  const { tables, sequences, migrations } = manifest;
  const fine =
    Array.isArray(tables) &&
    Array.isArray(sequences) &&
    Array.isArray(migrations) &&
    tables.every(({ name, columns }) => NAME.test(name) && columns.every((one: Column) => NAME.test(one.name) && TYPE.test(one.type))) &&
    sequences.every(({ name, last }) => NAME.test(name) && /^-?\d+$/.test(last)) &&
    migrations.every((name) => /^\d{3}_[a-z_]+\.sql$/.test(name));
  if (!fine) throw damaged(`${MANIFEST} isn't as it should be`);
  return manifest as Manifest;
}

export function parseChecksums(text: string): Checksums {
  const sums = parse(text) as Partial<Checksums>;
  if (typeof sums.tables !== "object" || typeof sums.files !== "object") throw damaged(`${CHECKSUMS} isn't as it should be`);
  return sums as Checksums;
}

export const damaged = (what: string): StartError => new StartError(`The backup is damaged: ${what}. Nothing was changed.`);

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Told below.
  }
  throw damaged("a description in it can't be read");
}

const NEWLINE = 10;

/** Passes bytes on and knows their number, their hash and (for COPY's text, one line a row) the rows. */
export class Sum extends Transform {
  private readonly hash: Hash = createHash("sha256");
  private readonly countRows: boolean;
  size = 0;
  rows = 0;

  constructor(countRows = false) {
    super();
    this.countRows = countRows;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    this.size += chunk.length;
    if (this.countRows) for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) this.rows += 1;
    done(null, chunk);
  }

  digest(): string {
    return this.hash.digest("hex");
  }
}
