/** Stands once in the shell: shows what can be taken back, takes it back (by the toast or Ctrl+Z), asks where somebody was there since. */
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useCallback, useEffect, useState } from "react";
import { undoOperations } from "../../api/history.ts";
import { isProblem } from "../../api/problem.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { canTake, forget, hostUndo, offerUndo, takeLast } from "./undo-offers.ts";
import type { UndoOffer } from "./undo-offers.ts";

const ConflictList = lazy(async () => ({ default: (await import("./conflict-list.tsx")).ConflictList }));

interface Asking {
  readonly offer: UndoOffer;
  readonly problem: ApiProblem;
}

export function UndoHost() {
  const t = useT();
  const client = useQueryClient();
  const [asking, ask] = useState<Asking>();
  const take = useCallback(
    async (offer: UndoOffer, conflicts?: "skip" | "overwrite"): Promise<void> => {
      forget(offer);
      try {
        if (offer.take) return await offer.take();
        const operations = await undoOperations(offer.operations, conflicts);
        await client.invalidateQueries({ queryKey: ["records"], refetchType: "active" });
        offerUndo({ message: t(offer.isUndo ? "undo.redone" : "undo.done"), operations, isUndo: !offer.isUndo });
      } catch (error) {
        if (isProblem(error, 409) && error.conflicts.length > 0) return ask({ offer, problem: error });
        showToast({ message: errorText(error, t), tone: "bad" });
      }
    },
    [client, t],
  );
  useEffect(
    () =>
      hostUndo((offer) =>
        showToast({
          message: offer.message,
          ...(offer.key === undefined ? {} : { key: offer.key }),
          ...(offer.also ? { also: offer.also } : {}),
          ...(canTake(offer) ? { action: { label: t(offer.isUndo ? "action.redo" : "action.undo"), run: () => void take(offer) } } : {}),
        }),
      ),
    [t, take],
  );
  useUndoKey(
    useCallback(() => {
      const takeIt = async (): Promise<void> => {
        const last = await takeLast();
        if (last) await take(last);
      };
      void takeIt();
    }, [take]),
  );
  return (
    <Suspense>
      {asking && (
        <ConflictList
          conflicts={asking.problem.conflicts}
          count={asking.problem.conflictCount}
          onClose={() => ask(undefined)}
          onChoose={(conflicts) => {
            ask(undefined);
            void take(asking.offer, conflicts);
          }}
        />
      )}
    </Suspense>
  );
}

const TEXT = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]";
/** In texts Ctrl+Z is the text's own. */
function useUndoKey(undo: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.code !== "KeyZ" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(TEXT)) return;
      event.preventDefault();
      undo();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [undo]);
}
