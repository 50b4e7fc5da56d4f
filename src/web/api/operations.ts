/** Taking whole operations of the change log back. */
import { request } from "./client.ts";

export const undoOperations = (operations: readonly string[]): Promise<unknown> =>
  request("/operations/undo", { method: "POST", body: { operations } });
