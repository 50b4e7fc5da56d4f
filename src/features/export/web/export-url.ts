/** The address under which a list, as it stands on the screen, is downloaded. */
import { urlOf } from "../../../web/api/client.ts";
import type { Lang } from "../../../fieldtypes/field-type.ts";

export interface ExportQuery {
  readonly module: string;
  readonly format: "csv" | "xlsx";
  /** Of the header and the separators. */
  readonly language: Lang;
  /** Columns in their order; absent: those of the view, or all. */
  readonly fields?: readonly string[];
  readonly filter?: unknown;
  readonly sort?: string;
  readonly q?: string;
  readonly view?: string;
}

export const exportUrl = ({ module, fields, filter, ...rest }: ExportQuery): string =>
  urlOf(`/exports/${encodeURIComponent(module)}`, {
    ...rest,
    fields: fields?.join(","),
    filter: filter === undefined ? undefined : JSON.stringify(filter),
  });
