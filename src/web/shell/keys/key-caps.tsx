/** Keys drawn as caps: Ctrl K, G then L. */
import { Fragment } from "react";
import { useT } from "../../i18n.tsx";
import { capsOf, isMac, strokesOf } from "./key-strokes.ts";
import classes from "./keys.module.css";

export function KeyCaps({ binding }: { readonly binding: string }) {
  const t = useT();
  return (
    <span className={classes["caps"]}>
      {strokesOf(binding).map((stroke, at) => (
        <Fragment key={at}>
          {at > 0 && <span className={classes["then"]}>{t("keys.then")}</span>}
          {capsOf(stroke, isMac()).map((cap) => (
            <kbd key={cap} className={classes["cap"]}>
              {cap}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
