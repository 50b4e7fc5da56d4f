/**
 * Changes by others, brought into what is on the screen without disturbing who works there: rows of lists are replaced
 * where they stand, new ones are announced instead of pushed in, the rest is asked for again, seldom enough.
 */
import { hashKey, useQueryClient } from "@tanstack/react-query";
import type { Query, QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Filter } from "../../model/filter/ast.ts";
import { listRows } from "../api/records.ts";
import type { ListRequest } from "../api/records.ts";
import type { RecordData, RecordPage } from "../api/record-data.ts";
import { noteNews } from "./list-news.ts";
import { flashRecords } from "./flash.ts";
import { onReturn } from "./connection.ts";
import { onLive, startLive } from "./stream.ts";

interface Change {
  readonly module: string | null;
  /** Absent: too many to say. */
  readonly ids?: readonly string[];
}
/** Changes of one moment come together. */
const GATHER = 250;
/** Over how long the browsers of a company spread their questions when everybody's rights may have changed. */
const SPREAD = 3000;
/** What can't be patched is asked for at most this often. */
const PAUSE = 4000;
const ACTIVITIES: ReadonlySet<string> = new Set(["comments", "events", "tasks", "calls", "emails", "messages", "documents"]);

interface News {
  /** null: some that nobody named. */
  readonly modules: ReadonlyMap<string, ReadonlySet<string> | null>;
  readonly ids: ReadonlySet<string>;
}

/** Once over all pages behind the sign-in. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = followChanges(client);
    startLive();
    return stop;
  }, [client]);
}

function followChanges(client: QueryClient): () => void {
  let gathered: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    const changes = gathered;
    gathered = [];
    bringIn(client, sumOf(changes));
  };
  const stops = [
    onLive("change", (data) => {
      gathered.push(data as Change);
      timer ??= setTimeout(flush, GATHER);
    }),
    onLive("reset", () => askAnew(client)),
    // What was read before anybody listened may have changed unheard.
    onLive("listening", () => askAnew(client, Date.now())),
    onLive("registry", () => void client.invalidateQueries({ queryKey: ["modules"] })),
    // Rights are others now: menus and forms follow. All browsers hear it at once, so each takes its own moment to ask.
    onLive("access", () => {
      asking ??= setTimeout(() => {
        asking = undefined;
        void Promise.all(["modules", "session"].map((key) => client.invalidateQueries({ queryKey: [key] })));
      }, Math.random() * SPREAD);
    }),
    onReturn(() => askAnew(client)),
  ];
  return () => {
    clearTimeout(timer);
    clearTimeout(asking);
    for (const stop of stops) stop();
  };
}

function sumOf(changes: readonly Change[]): News {
  const modules = new Map<string, Set<string> | null>();
  const ids = new Set<string>();
  for (const { module, ids: some } of changes) {
    if (module === null) continue;
    const known = modules.get(module);
    if (some === undefined) modules.set(module, null);
    else if (known !== null) modules.set(module, new Set([...(known ?? []), ...some]));
    for (const id of some ?? []) ids.add(id);
  }
  return { modules, ids };
}

function bringIn(client: QueryClient, news: News): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ["records"] })) {
    const [, module, part, about] = query.queryKey as readonly [string, string, string, unknown];
    const touched = news.modules.has(module);
    if (part === "one") {
      if (query.queryKey[4] === "now" && concerns(query.state.data as RecordData | undefined, news)) refetch(client, query);
    } else if (part === "list") {
      if (touched || isRelatedTo(about, news) || rowsOf(query).some((row) => concerns(row, news))) bringIntoList(client, query, news);
    } else if (part === "timeline" || part === "history") {
      const moved = news.ids.has(String(about)) || news.modules.get(module) === null;
      if (moved || (part === "timeline" && [...news.modules.keys()].some((name) => ACTIVITIES.has(name)))) refetchSeldom(client, query);
    } else if (touched || isRelatedTo(about, news)) refetchSeldom(client, query);
  }
}

/** The record itself, or one whose name it shows. */
const concerns = (record: RecordData | undefined, { ids, modules }: News): boolean =>
  record !== undefined &&
  ([...modules.values()].includes(null) || Object.values(record).some((value) => typeof value === "string" && ids.has(value)));
const isRelatedTo = (list: unknown, { ids }: News): boolean => {
  const id = (list as ListRequest | undefined)?.related?.id;
  return id !== undefined && ids.has(id);
};

const refetch = (client: QueryClient, query: Query): void =>
  void client.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType: "active" });

const asked = new Map<string, number>();
const waiting = new Set<string>();
function refetchSeldom(client: QueryClient, query: Query): void {
  const { queryHash } = query;
  if (waiting.has(queryHash)) return;
  const wait = Math.max(0, (asked.get(queryHash) ?? 0) + PAUSE - Date.now());
  waiting.add(queryHash);
  setTimeout(() => {
    waiting.delete(queryHash);
    asked.set(queryHash, Date.now());
    refetch(client, query);
  }, wait);
}

/** Each query is one page of a list. */
const rowsOf = (query: Query): readonly RecordData[] => (query.state.data as RecordPage | undefined)?.data ?? [];
/** News are the whole list's. */
const listOf = (query: Query): string => hashKey(query.queryKey.slice(0, 4));

/** Somebody types into the list or has chosen rows: none may move under their hands. */
const isBusy = (): boolean =>
  document.querySelector('[role="grid"] :is(input:not([type="checkbox"]), textarea, [contenteditable="true"]):focus') !== null ||
  document.querySelector('[role="row"][data-selected]') !== null;

function bringIntoList(client: QueryClient, query: Query, news: News): void {
  const [, module, , list] = query.queryKey as readonly [string, string, string, ListRequest];
  const rows = rowsOf(query);
  if (!query.isActive() || rows.length === 0) return refetch(client, query);
  // Short lists beside a record are simply asked for again.
  if (list.related || list.deleted) return refetchSeldom(client, query);
  const named = news.modules.get(module);
  if (named === null) return noteNews(listOf(query), { unnamed: true });
  const stale = rows.filter((row) => concerns(row, news)).map((row) => row.id);
  const ids = [...new Set([...stale, ...(named ?? [])])];
  if (ids.length > 0) void patchList(client, query, { module, list, ids });
}

interface Patch {
  readonly module: string;
  readonly list: ListRequest;
  readonly ids: readonly string[];
}
async function patchList(client: QueryClient, query: Query, { module, list, ids }: Patch): Promise<void> {
  const only: Filter = { field: "id", op: "in", value: [...ids] };
  const filter: Filter = list.filter ? { and: [list.filter, only] } : only;
  let found: readonly RecordData[];
  try {
    found = await listRows(module, { ...list, filter }, ids.length);
  } catch {
    // The list as it stands is still good to work with.
    return noteNews(listOf(query), { unnamed: true });
  }
  const current = new Map(found.map((record) => [record.id, record]));
  const shown = new Map(rowsOf(query).map((row) => [row.id, row]));
  const gone = new Set(ids.filter((id) => shown.has(id) && !current.has(id)));
  const changed = found.filter((record) => shown.has(record.id) && JSON.stringify(shown.get(record.id)) !== JSON.stringify(record));
  const keep = gone.size > 0 && isBusy();
  if (changed.length > 0 || (gone.size > 0 && !keep))
    client.setQueryData<RecordPage>(
      query.queryKey,
      (page) => page && { ...page, data: page.data.filter((row) => keep || !gone.has(row.id)).map((row) => current.get(row.id) ?? row) },
    );
  flashRecords(
    module,
    changed.map((record) => record.id),
  );
  noteNews(listOf(query), { ids: found.map((record) => record.id).filter((id) => !shown.has(id)), unnamed: keep });
}

/** After an interruption: what is in sight is asked for again; long lists only say that they may have changed. */
function askAnew(client: QueryClient, readBefore = Number.POSITIVE_INFINITY): void {
  if (readBefore === Number.POSITIVE_INFINITY) void client.invalidateQueries({ queryKey: ["modules"] });
  void client.invalidateQueries({
    refetchType: "active",
    predicate: (query) => {
      if (query.queryKey[0] === "session" || query.queryKey[0] === "modules" || query.state.dataUpdatedAt > readBefore) return false;
      if (query.state.fetchStatus === "fetching" && readBefore !== Number.POSITIVE_INFINITY) return false;
      const long = query.queryKey[0] === "records" && query.queryKey[2] === "list" && query.queryKey[4] !== null;
      if (long) noteNews(listOf(query), { unnamed: true });
      return !long;
    },
  });
}
