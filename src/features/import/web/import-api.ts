/** The import's part of the API, as the screens use it. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Json, Label } from "../../../fieldtypes/field-type.ts";
import { request } from "../../../web/api/client.ts";
import type { Take } from "../name-shapes.ts";
import type { Defaults } from "../template.ts";

export interface UploadedTable {
  readonly file_id: string;
  readonly name: string;
  readonly size: number;
  readonly kind: "csv" | "xlsx" | "vcard";
  readonly sheets: readonly { readonly name: string; readonly rows: number }[];
  readonly sheet: number | null;
  readonly encoding: string;
  readonly delimiter: string;
  readonly has_header: boolean;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly rows_estimate: number;
}
/** What one column means. What this screen doesn't show (new options, their names) is carried along as it came. */
export interface ColumnMapping {
  /** On the screen only: the module beside the imported one whose field is fed. */
  readonly module?: string;
  readonly column: number | string;
  readonly field: string | null;
  readonly match_by?: string;
  readonly create_missing?: boolean;
  readonly take?: Take;
  readonly values?: Readonly<Record<string, string>>;
  readonly [more: string]: unknown;
}
export interface Mapping {
  readonly columns: readonly ColumnMapping[];
  readonly defaults?: Defaults;
  readonly modules?: readonly RelatedMapping[];
  readonly links?: Readonly<Record<string, string>>;
}
/** Of records beside the imported ones, which each row finds or creates. */
export interface RelatedMapping {
  readonly module: string;
  readonly columns: readonly ColumnMapping[];
  readonly defaults?: Defaults;
  readonly match_by?: readonly string[];
  readonly duplicates?: "skip" | "merge" | "overwrite";
  readonly links?: Readonly<Record<string, string>>;
}
/** How a file is read. */
export interface TableFormat {
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly has_header?: boolean;
  readonly sheet?: number;
}
/** A row that was corrected by hand; null: it is left out. */
export interface Fix {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>> | null;
}
export interface ImportOptions {
  readonly duplicates: "create" | "skip" | "overwrite" | "merge";
  readonly match_fields: readonly string[];
  readonly date_order: "dmy" | "mdy" | "ymd";
  readonly decimal_mark: "." | "," | "auto";
  readonly new_options: "reject" | "add";
}
export interface ImportRequest extends TableFormat {
  readonly module: string;
  readonly file_id: string;
  readonly mapping: Mapping;
  readonly options: ImportOptions;
  readonly save_mapping_as?: string;
  readonly fixes?: readonly Fix[];
}
export interface SavedMapping {
  readonly id: string;
  readonly name: string;
  readonly mapping: Mapping;
  readonly options: ImportOptions;
}
export type ImportState = "queued" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone";
export interface ImportRun {
  readonly id: string;
  readonly module: string;
  readonly state: ImportState;
  readonly total: number | null;
  readonly done: number;
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly failed: number;
  readonly others: Others;
  readonly rate: number | null;
  readonly message: string | null;
  readonly rejected_url: string | null;
  readonly file_name: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}
/** By module: what is written beside the imported records. */
export type Others = Readonly<Record<string, { readonly created: number; readonly updated: number }>>;
export type Action = "create" | "update" | "skip" | "reject";
export interface PreviewPart {
  readonly module: string;
  readonly action: Action;
  readonly values: Readonly<Record<string, Json>>;
}
export interface PreviewRow extends Omit<PreviewPart, "module"> {
  readonly line: number;
  readonly cells: readonly string[];
  readonly errors: readonly { readonly module?: string; readonly field?: string; readonly code: string; readonly message: string }[];
  readonly parts: readonly PreviewPart[];
}
export interface Preview {
  readonly rows: readonly PreviewRow[];
  readonly counts: Readonly<Record<Action, number>>;
  readonly others: Others;
  readonly tried: number;
  readonly complete: boolean;
}
/** What stands in the file and isn't there: a choice that the list lacks, a record that isn't found. */
export interface UnknownValue {
  readonly value: string;
  readonly rows: number;
  readonly suggestion?: { readonly value: string; readonly label: Label };
}
export interface ColumnCheck {
  readonly module?: string;
  readonly column: number;
  readonly field: string;
  readonly empty: number;
  readonly unknown: readonly UnknownValue[];
  readonly unknown_count: number;
}
export interface Check {
  readonly rows: number;
  readonly complete: boolean;
  readonly columns: readonly ColumnCheck[];
}
interface Data<T> {
  readonly data: T;
}

export async function uploadTable(file: File): Promise<UploadedTable> {
  const form = new FormData();
  form.set("file", file);
  return (await request<Data<UploadedTable>>("/imports/files", { method: "POST", form })).data;
}
export const readTable = async (fileId: string, format: TableFormat): Promise<UploadedTable> =>
  (await request<Data<UploadedTable>>(`/imports/files/${fileId}/read`, { method: "POST", body: format })).data;

/** What makes the table on the screen of the file. */
export const formatOf = ({ kind, delimiter, encoding, has_header, sheet }: UploadedTable): TableFormat =>
  kind === "csv" ? { delimiter, encoding, has_header } : kind === "xlsx" && sheet !== null ? { has_header, sheet } : {};

export interface Guess {
  readonly mapping: Mapping;
  /** Modules that the file seems to hold beside. */
  readonly suggested: readonly string[];
}
export const guessMapping = async (module: string, table: UploadedTable, modules: readonly string[] = []): Promise<Guess> =>
  (
    await request<Data<Guess>>("/imports/guess", {
      method: "POST",
      body: { module, file_id: table.file_id, ...formatOf(table), ...(modules.length > 0 ? { modules } : {}) },
    })
  ).data;
export const previewImport = async (body: ImportRequest): Promise<Preview> =>
  (await request<Data<Preview>>("/imports/preview", { method: "POST", body })).data;
export const startImport = async (body: ImportRequest): Promise<ImportRun> =>
  (await request<Data<ImportRun>>("/imports", { method: "POST", body, headers: { "Idempotency-Key": crypto.randomUUID() } })).data;
export const undoImport = (id: string): Promise<unknown> => request(`/imports/${id}/undo`, { method: "POST" });
export const cancelImport = (id: string): Promise<unknown> => request(`/imports/${id}/cancel`, { method: "POST" });

/** What the columns come to over the file; the last answer stays on the screen until the next one is there. */
export const checkQuery = (body: TableFormat & Pick<ImportRequest, "module" | "file_id" | "mapping">) =>
  queryOptions({
    queryKey: ["import-check", body],
    queryFn: async () => (await request<Data<Check>>("/imports/check", { method: "POST", body })).data,
    enabled: body.mapping.columns.length > 0 && (body.mapping.modules ?? []).every(({ columns }) => columns.length > 0),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const savedMappingsQuery = (module: string) =>
  queryOptions({
    queryKey: ["import-mappings", module],
    queryFn: async () => (await request<Data<readonly SavedMapping[]>>("/imports/mappings", { query: { module } })).data,
  });

const MOVING: ReadonlySet<ImportState> = new Set(["queued", "running", "undoing"]);
export const isMoving = (run: Pick<ImportRun, "state">): boolean => MOVING.has(run.state);
const POLL = 1000;
/** Asked again every second while it moves. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", id],
    queryFn: async () => (await request<Data<ImportRun>>(`/imports/${id}`)).data,
    refetchInterval: (query) => (query.state.data && !isMoving(query.state.data) ? false : POLL),
    staleTime: 0,
  });
export const importsQuery = queryOptions({
  queryKey: ["imports"],
  queryFn: async () => (await request<Data<readonly ImportRun[]>>("/imports")).data,
  staleTime: 0,
});
