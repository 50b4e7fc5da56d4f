/** Stored files: values of file and image fields. */
import { request, urlOf } from "./client.ts";
import type { FileInfo } from "./record-data.ts";

export interface StoredFile extends FileInfo {
  readonly id: string;
}
export async function uploadFile(file: File): Promise<StoredFile> {
  const form = new FormData();
  form.set("file", file);
  return (await request<{ readonly data: StoredFile }>("/files", { method: "POST", form })).data;
}
export const fileUrl = (id: string): string => urlOf(`/files/${encodeURIComponent(id)}`);
