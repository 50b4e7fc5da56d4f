/** Short news at the bottom left; what can be taken back says so. The code for it is fetched with the first one. */
export interface Toast {
  readonly message: string;
  readonly tone?: "good" | "bad";
  /** A later toast of the same key takes the place of the earlier one. */
  readonly key?: string;
  readonly action?: ToastAction;
  /** A second thing that one may want, beside the first. */
  readonly also?: ToastAction;
}
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}
type Show = (toast: Toast) => void;

let show: Show | undefined;
let waiting: Toast[] = [];
let wake: (() => void) | undefined;

export function showToast(toast: Toast): void {
  if (show) return show(toast);
  waiting.push(toast);
  wake?.();
}
/** The container is there: whatever waited is shown. */
export function openToasts(shower: Show): void {
  show = shower;
  for (const toast of waiting) shower(toast);
  waiting = [];
}
/** Calls back once, when the first toast wants to be shown. */
export function onFirstToast(listener: () => void): () => void {
  wake = listener;
  if (waiting.length > 0) listener();
  return () => void (wake = undefined);
}
