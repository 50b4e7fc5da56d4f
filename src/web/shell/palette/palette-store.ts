/** Whether the palette is open, and what is typed before it has been fetched. */
import { useSyncExternalStore } from "react";

export interface PaletteState {
  readonly open: boolean;
  readonly text: string;
}
const CLOSED: PaletteState = { open: false, text: "" };

let state = CLOSED;
const listeners = new Set<() => void>();
function set(next: PaletteState): void {
  state = next;
  for (const listener of listeners) listener();
}
export const openPalette = (text = ""): void => set({ open: true, text });
export const closePalette = (): void => set(CLOSED);
export const typeIntoPalette = (text: string): void => set({ ...state, text });
export const paletteState = (): PaletteState => state;
export const usePaletteState = (): PaletteState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
