/** Keeps what is typed into a form in the browser, a moment after each keystroke, and offers what was kept before. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Values } from "../../api/record-data.ts";
import { dropDraft, keepDraft, readDraft } from "./drafts.ts";
import type { KeptDraft } from "./drafts.ts";

const PAUSE = 500;

interface Typed {
  /** What differs from how the form began: the same object until something is typed. */
  readonly changes: Values;
  readonly names: Readonly<Record<string, string>>;
}
export interface Drafts {
  /** From another time, until it is taken or dropped. */
  readonly offered: KeptDraft | undefined;
  readonly take: () => KeptDraft | undefined;
  readonly drop: () => void;
  /** Saved, or thrown away by its writer: nothing is kept any more. */
  readonly forget: () => void;
  readonly keepNow: () => void;
}

export function useDrafts(key: string, { changes, names }: Typed): Drafts {
  const [offered, setOffered] = useState(() => readDraft(key));
  const dirty = Object.keys(changes).length > 0;
  const over = useRef(false);
  const keepNow = useCallback(() => {
    if (dirty && !over.current) keepDraft(key, { values: changes, names });
  }, [dirty, key, changes, names]);
  useEffect(() => {
    if (!dirty) return undefined;
    const timer = setTimeout(keepNow, PAUSE);
    return () => clearTimeout(timer);
  }, [dirty, keepNow]);
  const forget = useCallback(() => {
    over.current = true;
    dropDraft(key);
  }, [key]);
  const drop = (): void => {
    dropDraft(key);
    setOffered(undefined);
  };
  const take = (): KeptDraft | undefined => {
    setOffered(undefined);
    return offered;
  };
  return { offered, take, drop, forget, keepNow };
}
