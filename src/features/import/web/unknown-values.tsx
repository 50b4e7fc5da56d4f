/** Words of the file that mean nothing here, with what was probably meant: taken by a click. */
import { Button } from "@mantine/core";
import { IconArrowRight, IconPlus } from "@tabler/icons-react";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { ColumnCheck, UnknownValue } from "./import-api.ts";
import classes from "./columns.module.css";

const SHOWN = 8;

interface UnknownValuesProps {
  readonly check: ColumnCheck;
  readonly kind: "options" | "records";
  /** They will be made: nothing is wrong with them. */
  readonly made: boolean;
  /** Absent: the list can't be added to. */
  readonly onMake?: (() => void) | undefined;
  readonly onReplace: (values: Readonly<Record<string, string>>) => void;
}
export function UnknownValues({ check, kind, made, onMake, onReplace }: UnknownValuesProps) {
  const t = useT();
  const text = useLabel();
  const near = check.unknown.flatMap(({ value, rows, suggestion }) => (suggestion ? [{ value, rows, suggestion }] : []));
  const strange = check.unknown.filter(({ suggestion }) => !suggestion);
  const more = check.unknown_count - near.length - Math.min(strange.length, SHOWN);
  const title = t(made ? `import.made-${kind}` : `import.unknown-${kind}`, { count: check.unknown_count });
  return (
    <div className={classes["unknown"]} data-made={made || undefined} role="group" aria-label={title}>
      <span className={classes["unknownTitle"]}>{title}</span>
      {near.map(({ value, rows, suggestion }) => (
        <span key={value} className={classes["unknownLine"]}>
          <Named value={value} rows={rows} />
          <IconArrowRight size={14} aria-hidden />
          <Button size="compact-xs" variant="light" onClick={() => onReplace({ [value]: suggestion.value })}>
            {t("import.accept", { label: text(suggestion.label) })}
          </Button>
        </span>
      ))}
      {near.length > 1 && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes["unknownAll"] ?? ""}
          onClick={() => onReplace(Object.fromEntries(near.map(({ value, suggestion }) => [value, suggestion.value])))}
        >
          {t("import.accept-all", { count: near.length })}
        </Button>
      )}
      {strange.length > 0 && (
        <span className={classes["unknownLine"]}>
          {strange.slice(0, SHOWN).map((each) => (
            <Named key={each.value} {...each} />
          ))}
          {more > 0 && <span>{t("import.and-more", { count: more })}</span>}
        </span>
      )}
      {!made && onMake && (
        <Button
          size="compact-xs"
          variant={strange.length > 0 ? "light" : "subtle"}
          className={classes["unknownAll"] ?? ""}
          leftSection={<IconPlus size={12} />}
          onClick={onMake}
        >
          {t(`import.make-${kind}`)}
        </Button>
      )}
    </div>
  );
}

function Named({ value, rows }: Pick<UnknownValue, "value" | "rows">) {
  const t = useT();
  return (
    <span className={classes["unknownName"]}>
      {value} <small>{t("import.rows", { count: rows })}</small>
    </span>
  );
}
