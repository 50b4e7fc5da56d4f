/** The box in the header that opens the palette: there from the first moment. */
import { IconSearch } from "@tabler/icons-react";
import { useT } from "../i18n.tsx";
import { useKeyChanges } from "./keys/key-changes.ts";
import { keysFor } from "./keys/key-catalogue.ts";
import { KeyCaps } from "./keys/key-caps.tsx";
import { openPalette } from "./palette/palette-store.ts";
import classes from "./shell.module.css";

export function SearchBox() {
  const t = useT();
  const [key] = keysFor("palette.open", useKeyChanges());
  return (
    <search className={classes["search"]}>
      <button type="button" className={classes["searchBox"]} aria-haspopup="dialog" onClick={() => openPalette()}>
        <IconSearch size={16} aria-hidden />
        <span className={classes["searchWord"]}>{t("search.label")}</span>
        {key !== undefined && (
          <span className={classes["searchKey"]} aria-hidden>
            <KeyCaps binding={key} />
          </span>
        )}
      </button>
    </search>
  );
}
