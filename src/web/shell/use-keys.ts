/** Keyboard shortcuts by the key's place (`event.code`), so that they work in any layout; off while typing. */
import { useEffect, useRef } from "react";

export type KeyHandlers = Readonly<Record<string, () => void>>;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A name is a code, or "Mod+" and a code for Ctrl or Cmd. Plain keys are off in inputs and under dialogs. */
export function useKeys(handlers: KeyHandlers): void {
  const current = useRef(handlers);
  useEffect(() => void (current.current = handlers));
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const modified = event.ctrlKey || event.metaKey;
      if (event.altKey || event.defaultPrevented) return;
      const handler = current.current[`${modified ? "Mod+" : ""}${event.code}`];
      if (!handler) return;
      if (!modified && (isTyping(event.target) || event.shiftKey || document.querySelector('[role="dialog"][aria-modal="true"]'))) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
