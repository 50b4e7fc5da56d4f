/** Shapes of records as the API sends them, and careful readers of their values. */
import type { Json } from "../../fieldtypes/field-type.ts";

export interface RecordData {
  readonly id: string;
  readonly number?: string;
  readonly version: number;
  readonly label: string;
  readonly deleted_at?: string | null;
  readonly starred?: boolean;
  readonly rights?: { readonly edit: boolean; readonly delete: boolean };
  readonly [field: string]: Json | undefined;
}
export type Values = Readonly<Record<string, Json>>;

export interface RecordPage {
  readonly data: readonly RecordData[];
  readonly next_cursor: string | null;
  readonly count?: number;
  readonly count_is?: "exact" | "capped" | "estimate";
}

export const textOf = (value: Json | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
export const textsOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];

/** The name of the record that a reference points to, which the server sends beside its id. */
export const labelOfReference = (record: RecordData | undefined, field: string): string | undefined =>
  textOf(record?.[`${field}__label`]) || undefined;
/** The module that a polymorphic reference points to. */
export const moduleOfReference = (record: RecordData | undefined, field: string): string | undefined =>
  textOf(record?.[`${field}__module`]) || undefined;

export interface FileInfo {
  readonly name: string;
  readonly size: number;
  readonly type: string;
}
export function fileOf(record: RecordData | undefined, field: string): FileInfo | undefined {
  const info = record?.[`${field}__file`];
  if (!info || typeof info !== "object" || Array.isArray(info)) return undefined;
  const { name, size, type } = info as { readonly [key: string]: Json };
  return { name: textOf(name), size: typeof size === "number" ? size : 0, type: textOf(type) };
}
