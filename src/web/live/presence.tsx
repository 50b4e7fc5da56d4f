/** Who else has this record open: small faces beside its name, with a word on what they do. */
import { Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { request } from "../api/client.ts";
import { initialsOf } from "../fields/cells.tsx";
import { useT } from "../i18n.tsx";
import classes from "./live.module.css";
import { onLive } from "./stream.ts";

type State = "viewing" | "editing";
interface Person {
  readonly id: string;
  readonly name: string;
  readonly state: State;
}
const HEARTBEAT = 10_000;
const MOST_SHOWN = 4;
const TURNING = 1000;
/** How many screens of this window are at a record. */
const here = new Map<string, number>();
const place = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const note = async (module: string, id: string, state: State, signal: AbortSignal): Promise<readonly Person[]> =>
  (
    await request<{ readonly data: readonly Person[] }>(`/records/${module}/${id}/presence`, {
      method: "POST",
      body: { state, place },
      signal,
    })
  ).data;

/** Tells that this window is at the record, and asks who else is. */
export function usePresence(module: string, id: string, state: State): readonly Person[] {
  const client = useQueryClient();
  const { data = [] } = useQuery({
    queryKey: ["presence", module, id, state],
    queryFn: ({ signal }) => note(module, id, state, signal),
    refetchInterval: HEARTBEAT,
    refetchIntervalInBackground: false,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  useEffect(
    () =>
      onLive("presence", (about) => {
        if ((about as { id?: string }).id === id) void client.invalidateQueries({ queryKey: ["presence", module, id] });
      }),
    [client, module, id],
  );
  useEffect(() => {
    const leave = (): void =>
      void request(`/records/${module}/${id}/presence`, { method: "POST", body: { state: "gone", place }, keepalive: true }).catch(
        () => undefined,
      );
    window.addEventListener("pagehide", leave);
    here.set(id, (here.get(id) ?? 0) + 1);
    return () => {
      window.removeEventListener("pagehide", leave);
      here.set(id, (here.get(id) ?? 1) - 1);
      // From the page to its form and back one stays at the record.
      setTimeout(() => {
        if (here.get(id) !== 0) return;
        here.delete(id);
        leave();
      }, TURNING);
    };
  }, [module, id]);
  return data;
}

interface PresenceProps {
  readonly module: string;
  readonly id: string;
  readonly state?: State;
}
export function Presence({ module, id, state = "viewing" }: PresenceProps) {
  const t = useT();
  const people = usePresence(module, id, state);
  if (people.length === 0) return null;
  return (
    <ul className={classes["presence"]} aria-label={t("presence.title")}>
      {people.slice(0, MOST_SHOWN).map((person) => {
        const says = t(person.state === "editing" ? "presence.editing" : "presence.viewing", { name: person.name });
        return (
          <Tooltip key={person.id} label={says}>
            <li className={classes["face"]} data-editing={person.state === "editing" || undefined}>
              <span aria-hidden>{initialsOf(person.name)}</span>
              {person.state === "editing" && <IconPencil size={10} aria-hidden className={classes["pencil"]} />}
              <span className="visually-hidden">{says}</span>
            </li>
          </Tooltip>
        );
      })}
      {people.length > MOST_SHOWN && <li className={classes["face"]}>+{people.length - MOST_SHOWN}</li>}
    </ul>
  );
}
