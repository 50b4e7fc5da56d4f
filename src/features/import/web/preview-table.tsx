/** What the import would do with the first rows. */
import type { ReactNode } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf, targetsOf } from "../../../web/api/modules.ts";
import { formatValue, useValueContext } from "../../../web/fields/value-context.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { Preview, PreviewRow } from "./import-api.ts";
import classes from "./import.module.css";

const SHOWN = 10;
const ACTIONS = ["create", "update", "skip", "reject"] as const;

interface PreviewTableProps {
  readonly module: DescribedModule;
  readonly preview: Preview;
  /** What else there is to say of it. */
  readonly children?: ReactNode;
}
export function PreviewTable({ module, preview, children }: PreviewTableProps) {
  const t = useT();
  const text = useLabel();
  const refused = preview.rows.filter((row) => row.action === "reject");
  // What goes wrong is looked at first.
  const rows = [...refused, ...preview.rows.filter((row) => row.action !== "reject")].slice(0, SHOWN);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.values)))];
  return (
    <section className={classes["preview"]} aria-label={t("import.preview")}>
      <p className={classes["previewCounts"]}>
        {t("import.preview-of", { count: preview.rows.length })}{" "}
        {ACTIONS.filter((action) => preview.counts[action] > 0)
          .map((action) => `${t(`import.action.${action}`)}: ${preview.counts[action]}`)
          .join(" · ")}
      </p>
      {children}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className={classes["previewScroll"]} tabIndex={0} role="region" aria-label={t("import.preview")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("import.line")}</th>
              <th scope="col">{t("import.what")}</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {text(fieldOf(module, name)?.label ?? { en: name, ru: name })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PreviewLine key={row.line} module={module} row={row} names={names} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function PreviewLine({
  module,
  row,
  names,
}: {
  readonly module: DescribedModule;
  readonly row: PreviewRow;
  readonly names: readonly string[];
}) {
  const t = useT();
  const ctx = useValueContext();
  const text = useLabel();
  /** Which field is meant, where the reason doesn't say it. */
  const named = ({ field, message }: PreviewRow["errors"][number]): string => {
    const label = field === undefined ? undefined : fieldOf(module, field)?.label;
    return label ? `${text(label)}: ${message}` : message;
  };
  const shown = (name: string, value: Json): string => {
    const field = fieldOf(module, name);
    // References are still words of the file here, not ids.
    return field && targetsOf(field).length === 0 ? formatValue(field, value, ctx) : String(value ?? "");
  };
  return (
    <tr data-refused={row.action === "reject" || undefined}>
      <td className="tabular">{row.line}</td>
      <td>
        {t(`import.action.${row.action}`)}
        {row.errors.map((error, index) => (
          <span key={index} className={classes["reason"]}>
            {named(error)}
          </span>
        ))}
      </td>
      {names.map((name) => (
        <td key={name}>{shown(name, row.values[name] ?? null)}</td>
      ))}
    </tr>
  );
}
