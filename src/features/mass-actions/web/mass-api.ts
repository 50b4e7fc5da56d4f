/** Mass actions as the client asks for them, and which of them it watches (also after a reload). */
import { queryOptions } from "@tanstack/react-query";
import type { Filter } from "../../../model/filter/ast.ts";
import { request, urlOf } from "../../../web/api/client.ts";
import type { Values } from "../../../web/api/record-data.ts";

export interface MassAction {
  readonly action: "update" | "add_tags" | "remove_tags" | "delete" | "restore" | "star" | "unstar" | "create_invoice";
  readonly values?: Values;
  readonly tags?: readonly string[];
}
/** These records, or all that the list shows. */
export type MassTarget = { readonly ids: readonly string[] } | { readonly filter?: Filter | undefined; readonly q?: string | undefined };
export interface Mass {
  readonly id: string;
  readonly module: string;
  readonly action: MassAction["action"];
  readonly state: "queued" | "choosing" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone";
  readonly chosen: number;
  readonly done: number;
  readonly changed: number;
  readonly failed: number;
  readonly undone: number;
  readonly has_failures: boolean;
  readonly has_kept: boolean;
}
interface Answer {
  readonly data: Mass;
}
const POLL = 600;
/** Begun since the page was loaded: their end is news. */
export const begunHere = new Set<string>();
export const isOver = ({ state }: Mass): boolean => ["done", "failed", "cancelled", "undone"].includes(state);

export async function startMass(module: string, action: MassAction, target: MassTarget): Promise<void> {
  const named = "ids" in target ? target : { filter: target.filter, q: target.q || undefined };
  const all = Object.values(named).every((part) => part === undefined);
  const { data } = await request<Answer>(`/records/${module}/mass`, {
    method: "POST",
    body: { ...action, ...named, ...(all ? { all } : {}) },
    headers: { "Idempotency-Key": crypto.randomUUID() },
  });
  begunHere.add(data.id);
  watch([...watched(), data.id]);
}
export const massQuery = (id: string) =>
  queryOptions({
    queryKey: ["mass", id],
    queryFn: async () => (await request<Answer>(`/mass/${id}`)).data,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : POLL),
    staleTime: 0,
  });
export const cancelMass = (id: string): Promise<unknown> => request(`/mass/${id}/cancel`, { method: "POST" });
export const undoMass = (id: string, overwrite = false): Promise<unknown> =>
  request(`/mass/${id}/undo`, { method: "POST", body: { overwrite } });
export const failuresUrl = (id: string, undo: boolean): string => urlOf(`/mass/${id}/failures`, undo ? { undo } : {});

// Which are watched.

const KEY = "manul.mass";
const listeners = new Set<() => void>();
let known: readonly string[] | undefined;
const MOST = 20;

/** The ids of the actions that this window began and has not put away. */
export function watched(): readonly string[] {
  known ??= (sessionStorage.getItem(KEY) ?? "").split(",").filter((id) => id !== "");
  return known;
}
export function watch(ids: readonly string[]): void {
  known = ids.slice(-MOST);
  sessionStorage.setItem(KEY, known.join(","));
  for (const listener of listeners) listener();
}
export const putAway = (id: string): void => watch(watched().filter((each) => each !== id));
export const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
