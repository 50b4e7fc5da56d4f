/**
 * Whatever was changed is offered here to be taken back: the last act first (Ctrl+Z), each with its toast. Screens only
 * call `offerUndo`; the host (undo-host.tsx) does the rest.
 */
import type { ToastAction } from "../../ui/toast.tsx";

export interface UndoOffer {
  /** What was done: "3 records changed". */
  readonly message: string;
  /** The operations of the change log; none: nothing was changed, and the message is only said. */
  readonly operations: readonly string[];
  /** What undoes it where that is more than operations (a mass action). */
  readonly take?: () => Promise<void>;
  /** What else its toast offers. */
  readonly also?: ToastAction | undefined;
  /** Of its toast: changes of one kind in a row show only the last. */
  readonly key?: string;
  /** The taking back itself: its toast offers to do it again, and it isn't the last act. */
  readonly isUndo?: boolean;
}

const MOST = 50;
const stack: UndoOffer[] = [];
let show: ((offer: UndoOffer) => void) | undefined;
let waiting: UndoOffer[] = [];

export const canTake = ({ operations, take }: UndoOffer): boolean => operations.length > 0 || take !== undefined;

export function offerUndo(offer: UndoOffer): void {
  if (canTake(offer) && !offer.isUndo) {
    stack.push(offer);
    if (stack.length > MOST) stack.shift();
  }
  if (show) show(offer);
  else waiting.push(offer);
}
const begun = new Set<Promise<unknown>>();
/** An act that is on its way to the server: Ctrl+Z means it, though nobody knows yet what takes it back. */
export function actBegins(act: Promise<unknown>): void {
  const over = (): void => void begun.delete(act);
  begun.add(act);
  void act.then(over, over);
}
/** The last act that was not taken back yet. */
export async function takeLast(): Promise<UndoOffer | undefined> {
  await Promise.allSettled(begun);
  return stack.pop();
}
/** One that was taken back by its toast isn't offered by Ctrl+Z again. */
export function forget(offer: UndoOffer): void {
  const at = stack.indexOf(offer);
  if (at >= 0) stack.splice(at, 1);
}
export function hostUndo(shower: (offer: UndoOffer) => void): () => void {
  show = shower;
  for (const offer of waiting.splice(0)) shower(offer);
  return () => {
    show = undefined;
    waiting = [];
  };
}
