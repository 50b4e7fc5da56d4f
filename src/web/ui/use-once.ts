/** One act at a time: a second click that comes before React has drawn the first one's button is not a second act. */
import { useMemo, useRef } from "react";

export interface Once {
  /** True for the first; then false until `leave`. */
  enter(): boolean;
  leave(): void;
}

export function useOnce(): Once {
  const busy = useRef(false);
  return useMemo(
    () => ({
      enter: () => {
        if (busy.current) return false;
        busy.current = true;
        return true;
      },
      leave: () => void (busy.current = false),
    }),
    [],
  );
}
