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
  readonly encoding: string;
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly rows_estimate: number;
}
/** What one column means. What this screen doesn't show (new options, their names) is carried along as it came. */
export interface ColumnMapping {
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
}
export interface ImportOptions {
  readonly duplicates: "create" | "skip" | "overwrite" | "merge";
  readonly match_fields: readonly string[];
  readonly date_order: "dmy" | "mdy" | "ymd";
  readonly decimal_mark: "." | "," | "auto";
  readonly new_options: "reject" | "add";
}
export interface ImportRequest {
  readonly module: string;
  readonly file_id: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly mapping: Mapping;
  readonly options: ImportOptions;
  readonly save_mapping_as?: string;
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
  readonly rate: number | null;
  readonly message: string | null;
  readonly rejected_url: string | null;
  readonly file_name: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}
export interface PreviewRow {
  readonly line: number;
  readonly action: "create" | "update" | "skip" | "reject";
  readonly values: Readonly<Record<string, Json>>;
  readonly errors: readonly { readonly field?: string; readonly code: string; readonly message: string }[];
}
export interface Preview {
  readonly rows: readonly PreviewRow[];
  readonly counts: Readonly<Record<PreviewRow["action"], number>>;
}
/** What stands in the file and isn't there: a choice that the list lacks, a record that isn't found. */
export interface UnknownValue {
  readonly value: string;
  readonly rows: number;
  readonly suggestion?: { readonly value: string; readonly label: Label };
}
export interface ColumnCheck {
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
export const guessMapping = async (module: string, fileId: string): Promise<Mapping> =>
  (await request<Data<{ readonly mapping: Mapping }>>("/imports/guess", { method: "POST", body: { module, file_id: fileId } })).data
    .mapping;
export const previewImport = async (body: ImportRequest): Promise<Preview> =>
  (await request<Data<Preview>>("/imports/preview", { method: "POST", body })).data;
export const startImport = async (body: ImportRequest): Promise<ImportRun> =>
  (await request<Data<ImportRun>>("/imports", { method: "POST", body, headers: { "Idempotency-Key": crypto.randomUUID() } })).data;
export const undoImport = (id: string): Promise<unknown> => request(`/imports/${id}/undo`, { method: "POST" });
export const cancelImport = (id: string): Promise<unknown> => request(`/imports/${id}/cancel`, { method: "POST" });

/** What the columns come to over the file; the last answer stays on the screen until the next one is there. */
export const checkQuery = (body: Pick<ImportRequest, "module" | "file_id" | "mapping">) =>
  queryOptions({
    queryKey: ["import-check", body],
    queryFn: async () => (await request<Data<Check>>("/imports/check", { method: "POST", body })).data,
    enabled: body.mapping.columns.length > 0,
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
