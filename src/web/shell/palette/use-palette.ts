/** The palette's life: what it shows, which line is chosen, and what the keys do. */
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { KeyboardEvent } from "react";
import { useModules } from "../../api/modules.ts";
import { starRecord } from "../../api/records.ts";
import { searchQuery, starredQuery, type KnownRecord } from "../../api/search.ts";
import { useSession } from "../../api/session.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useRegisteredActions } from "../keys/actions.ts";
import { PEOPLE, paletteGroups, readTyped, type PaletteGroup, type PaletteItem } from "./palette-items.ts";
import { closePalette, typeIntoPalette, usePaletteState } from "./palette-store.ts";
import { rankByLikeness } from "./matching.ts";
import { recentRecords } from "./recent-records.ts";

const TYPING_PAUSE = 80;
const HITS = 8;
/** One letter finds what was opened before; the server is asked from the second on. */
const SHORTEST = 2;

export interface Palette {
  readonly text: string;
  readonly type: (text: string) => void;
  /** The record whose own commands are shown. */
  readonly inside: KnownRecord | undefined;
  readonly groups: readonly PaletteGroup[];
  readonly chosen: PaletteItem | undefined;
  readonly choose: (item: PaletteItem) => void;
  readonly run: (item: PaletteItem, newTab: boolean) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly searching: boolean;
  readonly failed: boolean;
  /** All hits of the present question, and how to see them. */
  readonly everything: (() => void) | undefined;
}

export function usePalette(): Palette {
  const { text } = usePaletteState();
  const navigate = useNavigate();
  const [inside, setInside] = useState<KnownRecord>();
  const [chosenKey, setChosen] = useState<string>();
  const typed = readTyped(text);
  const { groups: found, searching, failed, asked } = useFound(text);
  const own = useRecordItems(inside);
  const groups: readonly PaletteGroup[] = inside
    ? [{ name: "record", items: text.trim() === "" ? own : rankByLikeness(text, own, ({ label }) => [label]) }]
    : found;
  const items = groups.flatMap((group) => group.items);
  const at = Math.max(
    items.findIndex(({ key }) => key === chosenKey),
    0,
  );
  const type = (next: string): void => {
    setChosen(undefined);
    typeIntoPalette(next);
  };
  const enter = (record: KnownRecord | undefined): void => {
    setInside(record);
    type("");
  };
  const run = (item: PaletteItem, newTab: boolean): void => {
    closePalette();
    if (newTab && item.href !== undefined) window.open(item.href, "_blank", "noopener");
    else if (item.run) item.run();
    else if (item.href !== undefined) void navigate({ to: item.href });
  };
  const everything = (): void => {
    closePalette();
    void navigate({ to: "/search", search: { q: typed.text } });
  };
  const onKey = (event: KeyboardEvent): void => {
    const item = items[at];
    const move = (by: number): void => setChosen(items[(at + by + items.length) % items.length]?.key);
    const keys: Readonly<Record<string, (() => void) | undefined>> = {
      ArrowDown: items.length > 0 ? () => move(1) : undefined,
      ArrowUp: items.length > 0 ? () => move(-1) : undefined,
      Enter: item ? () => run(item, event.ctrlKey || event.metaKey) : asked ? everything : undefined,
      Tab: item?.record && !event.shiftKey ? () => enter(item.record) : () => {},
      Backspace: inside && text === "" ? () => enter(undefined) : undefined,
      Escape: inside ? () => enter(undefined) : closePalette,
    };
    const handler = event.nativeEvent.isComposing ? undefined : keys[event.key];
    if (!handler) return;
    event.preventDefault();
    event.stopPropagation();
    handler();
  };
  return {
    text,
    type,
    inside,
    groups,
    chosen: items[at],
    choose: (item) => setChosen(item.key),
    run,
    onKey,
    searching,
    failed,
    everything: asked && !inside && typed.mode !== "actions" ? everything : undefined,
  };
}

/** Known and found records, and actions. */
function useFound(text: string): {
  readonly groups: readonly PaletteGroup[];
  readonly searching: boolean;
  readonly failed: boolean;
  readonly asked: boolean;
} {
  const t = useT();
  const label = useLabel();
  const { user } = useSession();
  const modules = useModules();
  const actions = useRegisteredActions();
  const [settled] = useDebouncedValue(text, TYPING_PAUSE);
  const question = readTyped(settled);
  const q = question.mode === "actions" || question.text.length < SHORTEST ? "" : question.text;
  const search = useQuery(searchQuery(question.mode === "people" ? { q, modules: PEOPLE.join() } : { q }, HITS));
  const starred = useQuery(starredQuery).data ?? NONE;
  // What was opened before doesn't change while the palette is open.
  const { id } = useParams({ strict: false });
  // Nor is the record on the screen worth going to.
  const recent = useMemo(() => recentRecords(user?.id ?? "").filter((record) => record.id !== id), [user?.id, id]);
  const typed = readTyped(text);
  const hits = q === "" || typed.text === "" ? [] : (search.data?.data ?? []);
  return {
    groups: paletteGroups({ typed, recent, starred, hits, actions, modules, t, text: label }),
    searching: search.isFetching || (settled !== text && typed.mode !== "actions"),
    failed: search.isError,
    asked: q !== "",
  };
}
const NONE: readonly KnownRecord[] = [];

/** What can be done with a record without opening it first. */
function useRecordItems(record: KnownRecord | undefined): readonly PaletteItem[] {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  const modules = useModules();
  if (!record) return [];
  const module = modules.find(({ name }) => name === record.module);
  const href = `/${record.module}/${record.id}`;
  const copy = (text: string, said: string): void =>
    void navigator.clipboard.writeText(text).then(
      () => showToast({ message: said }),
      (error: unknown) => showToast({ message: errorText(error, t), tone: "bad" }),
    );
  const star = async (): Promise<void> => {
    try {
      await starRecord(record.module, record.id, true);
      await client.invalidateQueries({ queryKey: starredQuery.queryKey });
      await client.invalidateQueries({ queryKey: ["records", record.module, "one", record.id] });
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  const items: readonly PaletteItem[] = [
    { key: "open", label: t("palette.open"), icon: module?.icon ?? "", href },
    { key: "tab", label: t("palette.open-new-tab"), icon: "world", run: () => void window.open(href, "_blank", "noopener") },
    ...(module?.rights.edit
      ? [{ key: "edit", label: t("action.edit"), icon: "notes", href: `${href}/edit`, run: () => void navigate({ to: `${href}/edit` }) }]
      : []),
    { key: "star", label: t("record.star"), icon: "star", run: () => void star() },
    { key: "link", label: t("record.copy-link"), icon: "files", run: () => copy(window.location.origin + href, t("record.link-copied")) },
    { key: "name", label: t("palette.copy-name"), icon: "files", run: () => copy(record.label, record.label) },
  ];
  return items;
}
