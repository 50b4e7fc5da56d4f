/** Keeps palette and key help ready over every page. Both are fetched when the page is quiet, or first wanted. */
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useEffect, useState } from "react";
import { useT } from "../../i18n.tsx";
import { useActions } from "../keys/actions.ts";
import { loadKeyChanges } from "../keys/key-changes.ts";
import { useSettled } from "../use-settled.ts";
import { closePalette, openPalette, paletteState, typeIntoPalette, usePaletteState } from "./palette-store.ts";
import { useNoteRecent } from "./recent-records.ts";

const fetchPalette = () => import("./palette.tsx");
const Palette = lazy(async () => ({ default: (await fetchPalette()).Palette }));
const KeysDialog = lazy(async () => ({ default: (await import("../keys/keys-dialog.tsx")).KeysDialog }));

export function PaletteHost() {
  const t = useT();
  const { open } = usePaletteState();
  const [help, setHelp] = useState(false);
  const settled = useSettled();
  const client = useQueryClient();
  useNoteRecent();
  useEffect(() => {
    if (!settled) return;
    void fetchPalette();
    void loadKeyChanges(client).catch(() => undefined);
  }, [settled, client]);
  useActions([
    { id: "palette.open", run: () => openPalette() },
    { id: "search.focus", run: () => openPalette() },
    { id: "help.keys", label: t("keys.help"), group: "help", icon: "key", run: () => setHelp(true) },
  ]);
  useTypeAhead(open);
  return (
    <Suspense>
      {open && <Palette />}
      {help && <KeysDialog onClose={() => setHelp(false)} />}
    </Suspense>
  );
}

/** Letters typed between the key that opens the palette and its field being there aren't lost. */
function useTypeAhead(open: boolean): void {
  useEffect(() => {
    if (!open) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (document.activeElement?.closest('[role="dialog"]') || event.ctrlKey || event.metaKey || event.altKey) return;
      const { text } = paletteState();
      if (event.key === "Escape") closePalette();
      else if (event.key === "Backspace") typeIntoPalette(text.slice(0, -1));
      else if (event.key.length === 1) typeIntoPalette(text + event.key);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [open]);
}
