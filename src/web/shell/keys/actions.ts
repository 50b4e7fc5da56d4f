/**
 * What can be done on the screen at this moment. Every screen registers its own actions while it is shown; the key
 * bindings, the command palette and the help are all drawn from this one registry. Of two actions with the same id or
 * key the one registered last (the innermost screen) counts.
 */
import { useEffect, useId, useRef, useSyncExternalStore } from "react";
import { isPlain, strokeOf, strokesOf } from "./key-strokes.ts";
import { keyChanges } from "./key-changes.ts";
import { keysFor } from "./key-catalogue.ts";

export const ACTION_GROUPS = ["selection", "record", "list", "go", "create", "settings", "help"] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

export interface Action {
  /** Stable: a user's own key is kept under it. Ids of the catalogue bring their keys with them. */
  readonly id: string;
  /** What the palette calls it. Without one it is a key alone. */
  readonly label?: string;
  /** Where it stands in the palette. */
  readonly group?: ActionGroup;
  /** Name of a module's icon (ui/module-icon.tsx). */
  readonly icon?: string;
  /** Keys of an action that isn't in the catalogue. */
  readonly keys?: readonly string[];
  /** Further words by which the palette finds it. */
  readonly words?: string;
  /** An address that it leads to: then it opens in a new tab too. */
  readonly href?: string;
  readonly run: () => void;
  /** False: not now, or not permitted. Default: true. */
  readonly when?: boolean;
}

const registered = new Map<string, readonly Action[]>();
const listeners = new Set<() => void>();
let snapshot: readonly Action[] = [];

function changed(): void {
  const byId = new Map<string, Action>();
  for (const actions of registered.values()) for (const action of actions) if (action.when !== false) byId.set(action.id, action);
  snapshot = [...byId.values()];
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
/** What can be done now, innermost screen last. */
export const useRegisteredActions = (): readonly Action[] => useSyncExternalStore(subscribe, () => snapshot);
export const registeredActions = (): readonly Action[] => snapshot;

/** What of an action others see; `run` is always the newest. */
const faceOf = (actions: readonly Action[]): string =>
  JSON.stringify(actions.map(({ id, label, group, icon, keys, words, href, when }) => [id, label, group, icon, keys, words, href, when]));

/** Offers actions as long as the caller is on the screen. */
export function useActions(actions: readonly Action[]): void {
  const id = useId();
  const current = useRef(actions);
  const shown = useRef("");
  useEffect(() => {
    current.current = actions;
    const face = faceOf(actions);
    if (face === shown.current) return;
    shown.current = face;
    registered.set(
      id,
      actions.map((action, at) => ({ ...action, run: () => current.current[at]?.run() })),
    );
    changed();
  });
  useEffect(() => {
    listenToKeys();
    return () => {
      shown.current = "";
      registered.delete(id);
      changed();
    };
  }, [id]);
}

// The keys.

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) && !isTicked(target);
/** Boxes and buttons take no letters. */
const isTicked = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && /^(?:checkbox|radio|button|submit)$/.test(target.type);

/** Within a sequence the next key must follow soon. */
const PATIENCE = 1500;
const sequence = { strokes: "", at: 0 };
let listening = false;

function listenToKeys(): void {
  if (listening) return;
  listening = true;
  window.addEventListener("keydown", onKey);
}

function onKey(event: KeyboardEvent): void {
  const stroke = event.defaultPrevented || event.isComposing ? undefined : strokeOf(event);
  if (stroke === undefined) return;
  if (isPlain(stroke) && (isTyping(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]'))) return;
  const begun = event.timeStamp - sequence.at < PATIENCE ? sequence.strokes : "";
  // A sequence that leads nowhere may be a new beginning.
  for (const strokes of begun === "" ? [stroke] : [`${begun} ${stroke}`, stroke]) {
    const found = lookUp(strokes);
    if (found === undefined) continue;
    event.preventDefault();
    sequence.strokes = found === "begun" ? strokes : "";
    sequence.at = event.timeStamp;
    if (found !== "begun") found.run();
    return;
  }
  sequence.strokes = "";
}

function lookUp(strokes: string): Action | "begun" | undefined {
  let begun = false;
  for (const action of snapshot.toReversed())
    for (const keys of keysFor(action.id, keyChanges(), action.keys)) {
      if (keys === strokes) return action;
      if (strokesOf(keys).length > 1 && keys.startsWith(`${strokes} `)) begun = true;
    }
  return begun ? "begun" : undefined;
}
