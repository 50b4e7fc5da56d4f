/** What stands for personal data that is closed to the reader: it says so, and tells nothing. */
import { IconEyeOff } from "@tabler/icons-react";
import { maskKey } from "../../model/access/mask.ts";
import { textOf, type RecordData } from "../api/record-data.ts";
import { useT } from "../i18n.tsx";
import classes from "./fields.module.css";

/** The mask over the field's value in this record; undefined where there is none, or nothing behind it. */
export const maskIn = (record: RecordData | undefined, field: string): string | undefined => textOf(record?.[maskKey(field)]) || undefined;

export function MaskedValue({ mask }: { readonly mask: string }) {
  const t = useT();
  return (
    <span className={`${classes["masked"]} tabular`} title={t("personal.closed")}>
      <IconEyeOff size={13} stroke={1.6} aria-hidden />
      <span aria-hidden>{mask}</span>
      <span className="visually-hidden">{t("personal.closed")}</span>
    </span>
  );
}
