/**
 * A value being edited in its own place, in a table's cell or on a record's page: the same inputs as in forms. Enter
 * saves, Tab saves and goes on, Esc leaves it as it was, a click elsewhere saves.
 */
import { Suspense, useEffect, useRef, useState } from "react";
import type { KeyboardEvent, RefObject } from "react";
import { controlOf } from "../../fieldtypes/controls.ts";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { DescribedField } from "../../model/describe.ts";
import type { RecordData } from "../api/record-data.ts";
import type { EditEnd } from "../ui/grid-props.ts";
import classes from "./fields.module.css";

export interface InPlaceEditorProps {
  readonly field: DescribedField;
  readonly record: RecordData;
  readonly value: Json;
  readonly required: boolean;
  /** Why the value that stands here was refused. */
  readonly error?: string | undefined;
  /** What was typed to begin: it takes the place of the value. */
  readonly typed?: string | undefined;
  /** The key that followed what was typed, before the editor was there. */
  readonly then?: "Enter" | "Tab" | undefined;
  /** `began`: the record as it was when the editing began; what others changed since must not be written over unasked. */
  readonly onSave: (value: Json, label: string | undefined, began: RecordData) => void;
  readonly onEnd: (end: EditEnd) => void;
  /** Esc on a value that was refused: it is given up. */
  readonly onGiveUp?: (() => void) | undefined;
  /** Lies over its cell instead of standing in the flow of the page. */
  readonly floating?: boolean;
}
const same = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);
const FOCUSABLE = "input:not([type=hidden]), textarea, [contenteditable=true], button";

export function InPlaceEditor(props: InPlaceEditorProps) {
  const { field, record, value, required, error, typed, then, onSave, onEnd, onGiveUp, floating = false } = props;
  const { Input, inPlace = "line" } = controlOf(field.type);
  const box = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<{ readonly value: Json; readonly label?: string | undefined }>({ value });
  const [began] = useState(record);
  const ended = useRef(false);
  const end = (how: EditEnd, result: typeof draft | undefined): void => {
    if (ended.current) return;
    ended.current = true;
    // A value that was refused is tried again as it is.
    if (result && (error !== undefined || !same(result.value, value))) onSave(result.value, result.label, began);
    onEnd(how);
  };
  useClickElsewhere(box, () => end("stay", draft));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      end("stay", undefined);
      if (error !== undefined) onGiveUp?.();
    }
    // oxlint-disable-next-line no-else-return -- one chain of keys
    else if (event.key === "Tab") {
      if (inPlace !== "panel" || !goOn(box.current, event.shiftKey)) end(event.shiftKey ? "left" : "right", draft);
    }
    // Enter that chooses from a menu, or breaks a line, was for the input itself.
    else if (event.key === "Enter" && isSaving(event, inPlace)) end(event.shiftKey && inPlace !== "panel" ? "up" : "down", draft);
    else return event.stopPropagation();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the input within
    <div
      ref={box}
      className={`${classes["inPlace"]} ${floating ? classes["floating"] : ""}`}
      data-editor={inPlace}
      onKeyDown={onKeyDown}
      // Keys that mean something to the page or the grid stay here.
      onCopy={(event) => event.stopPropagation()}
      onPaste={(event) => event.stopPropagation()}
    >
      <Suspense fallback={<span className={classes["inPlaceWaiting"]} />}>
        <Input
          field={field}
          record={record}
          value={draft.value}
          error={error}
          frame="cell"
          required={required}
          onChange={(next, label) => {
            setDraft({ value: next, label });
            if (inPlace === "pick") end("stay", { value: next, label });
          }}
        />
        <Begin box={box} typed={typed} then={then} />
      </Suspense>
    </div>
  );
}

/** Of several inputs Tab goes through all, and out of the last (Shift+Tab: the first): then false. */
function goOn(box: HTMLElement | null, back: boolean): boolean {
  const all = [...(box?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter((each) => each.tabIndex >= 0);
  const at = all.findIndex((each) => each === document.activeElement);
  const next = at < 0 ? undefined : all[at + (back ? -1 : 1)];
  next?.focus();
  if (next instanceof HTMLInputElement) next.select();
  return next !== undefined;
}

function isSaving(event: KeyboardEvent, inPlace: string): boolean {
  if (event.nativeEvent.isComposing) return false;
  if (event.ctrlKey || event.metaKey) return true;
  if (event.defaultPrevented) return false;
  const target = event.target as HTMLElement;
  if (inPlace !== "panel" || target.closest("[data-enter=save]")) return !(target instanceof HTMLButtonElement);
  // Several lines: Shift+Enter breaks one. Lists of choices and rich texts keep their Enter.
  return target instanceof HTMLTextAreaElement && !event.shiftKey;
}

interface BeginProps extends Pick<InPlaceEditorProps, "typed" | "then"> {
  readonly box: RefObject<HTMLElement | null>;
}
/** When the input is there: the focus, the value marked, and what was typed meanwhile. */
function Begin({ box, typed, then }: BeginProps) {
  const [first] = useState(typed);
  const [last] = useState(then);
  useEffect(() => {
    const input = box.current?.querySelector<HTMLElement>(FOCUSABLE);
    input?.focus({ preventScroll: true });
    if (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) {
      input.select();
      // The only way by which any input takes a text as if it were typed.
      if (first !== undefined) document.execCommand("insertText", false, first);
    }
    box.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (last === undefined) return undefined;
    // When the input has taken the text.
    const timer = setTimeout(() => input?.dispatchEvent(new KeyboardEvent("keydown", { key: last, bubbles: true, cancelable: true })));
    return () => clearTimeout(timer);
  }, [box, first, last]);
  return null;
}

/** A click beside the editor, its menus and the dialogs that it opened. */
function useClickElsewhere(box: RefObject<HTMLElement | null>, then: () => void): void {
  const latest = useRef(then);
  useEffect(() => void (latest.current = then));
  useEffect(() => {
    const onDown = (event: PointerEvent): void => {
      const { target } = event;
      if (target instanceof Element && (box.current?.contains(target) || target.closest("[data-portal]"))) return;
      latest.current();
    };
    document.addEventListener("pointerdown", onDown, true);
    return () => document.removeEventListener("pointerdown", onDown, true);
  }, [box]);
}
