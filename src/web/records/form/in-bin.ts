/** Whether a record is in the recycle bin: asked when a change of it was refused. */
import { request } from "../../api/client.ts";
import type { RecordData } from "../../api/record-data.ts";

export async function isInBin(module: string, id: string): Promise<boolean> {
  try {
    const { data } = await request<{ readonly data: RecordData }>(`/records/${module}/${id}`, { query: { deleted: true } });
    return Boolean(data.deleted_at);
  } catch {
    return false;
  }
}
