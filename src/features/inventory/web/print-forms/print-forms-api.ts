/** Print forms as the settings read and write them. */
import { queryOptions } from "@tanstack/react-query";
import type { Label } from "../../../../fieldtypes/field-type.ts";
import { request } from "../../../../web/api/client.ts";
import type { PrintTemplate } from "../../print/print-template.ts";

export interface PrintForm {
  readonly name: string;
  readonly modules: readonly string[];
  readonly only_in: "ru" | "en" | null;
  readonly template: PrintTemplate;
  /** Comes with the program: it can be put back, not removed. */
  readonly standard: boolean;
  readonly version: number;
  readonly changed: boolean;
}
export interface Place {
  readonly place: string;
  readonly label: Label;
  readonly group: "document" | "line" | "own" | "reference";
}
export interface Version {
  readonly version: number;
  readonly template: PrintTemplate | null;
  readonly at: string;
  readonly actor: string | null;
}
interface Data<T> {
  readonly data: T;
}
const FORMS = "/admin/print-forms";

export const formsQuery = queryOptions({
  queryKey: ["sales", "print-forms"],
  queryFn: async ({ signal }) => (await request<Data<readonly PrintForm[]>>(FORMS, { signal })).data,
});
export const placesQuery = (module: string) =>
  queryOptions({
    queryKey: ["sales", "places", module],
    staleTime: 300_000,
    queryFn: async ({ signal }) => (await request<Data<readonly Place[]>>(`${FORMS}/places/${module}`, { signal })).data,
  });
export const versionsQuery = (form: string, version: number) =>
  queryOptions({
    queryKey: ["sales", "versions", form, version],
    queryFn: async ({ signal }) => (await request<Data<readonly Version[]>>(`${FORMS}/${form}/versions`, { signal })).data,
  });

export const saveForm = async ({ name, version }: PrintForm, template: PrintTemplate): Promise<PrintForm> =>
  (await request<Data<PrintForm>>(`${FORMS}/${name}`, { method: "PUT", body: { version, template } })).data;
export const createForm = async (module: string, template: PrintTemplate): Promise<PrintForm> =>
  (await request<Data<PrintForm>>(FORMS, { method: "POST", body: { module, template } })).data;
export const resetForm = (name: string): Promise<unknown> => request(`${FORMS}/${name}`, { method: "DELETE" });

export interface PreviewRequest {
  readonly module: string;
  readonly form: string;
  readonly template: PrintTemplate;
  readonly language: "ru" | "en";
}

export const previewQuery = (body: PreviewRequest) =>
  queryOptions({
    queryKey: ["sales", "preview", body],
    retry: false,
    gcTime: 10_000,
    queryFn: ({ signal }) => request<ArrayBuffer>(`${FORMS}/preview`, { method: "POST", body, bytes: true, signal }),
  });
