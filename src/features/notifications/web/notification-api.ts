/** One's notifications as the server gives them. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "../../../web/api/client.ts";
import type { Kind, MailChoice } from "../kinds.ts";
import type { NamedRecord, Notification } from "../notification.ts";

interface Page {
  readonly data: readonly Notification[];
  readonly next_cursor: string | null;
  readonly unread: number;
}
interface Unread {
  readonly unread: number;
}
export type Choices = Readonly<Record<Kind, { readonly in_app: boolean; readonly email: MailChoice }>>;

const PAGE = 30;
/** In case the live word gets lost. */
const POLL = 60_000;

export const countQuery = queryOptions({
  queryKey: ["notifications", "count"],
  queryFn: ({ signal }) => request<Unread>("/notifications/count", { signal }),
  refetchInterval: POLL,
});
export const notificationsQuery = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: ["notifications", "list", unread],
    queryFn: ({ pageParam, signal }) =>
      request<Page>("/notifications", { query: { unread: unread || undefined, limit: PAGE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
export const choicesQuery = queryOptions({
  queryKey: ["notifications", "choices"],
  queryFn: async () => (await request<{ readonly data: Choices }>("/notifications/preferences")).data,
});
export const mutedQuery = queryOptions({
  queryKey: ["notifications", "muted"],
  queryFn: async () => (await request<{ readonly data: readonly NamedRecord[] }>("/notifications/muted")).data,
});

/** Whether mail can go out at all. */
export const mailQuery = queryOptions({
  queryKey: ["mail", "ready"],
  queryFn: async () => (await request<{ readonly data: { readonly ready: boolean } }>("/mail")).data.ready,
});

export const saveChoices = (choices: Partial<Choices>): Promise<unknown> =>
  request("/notifications/preferences", { method: "PUT", body: choices });
export const muteRecord = (module: string, id: string, muted: boolean): Promise<unknown> =>
  request(`/records/${module}/${id}/mute`, { method: muted ? "PUT" : "DELETE" });

/** Absent ids: all of them. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ ids, read = true }: { readonly ids?: readonly string[]; readonly read?: boolean }) =>
      request<Unread>("/notifications/read", { method: "POST", body: { ...(ids ? { ids } : { all: true }), read } }),
    onSuccess: async (unread) => {
      client.setQueryData(countQuery.queryKey, unread);
      await client.invalidateQueries({ queryKey: ["notifications", "list"] });
    },
  });
}
