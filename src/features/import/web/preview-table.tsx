/** What the import would do with the first rows. */
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf, targetsOf } from "../../../web/api/modules.ts";
import { formatValue, useValueContext } from "../../../web/fields/value-context.ts";
import { useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { FixGrid } from "./fix-grid.tsx";
import type { Preview, PreviewRow, UploadedTable } from "./import-api.ts";
import type { ImportDraft } from "./import-draft.ts";
import { OthersText } from "./others-text.tsx";
import classes from "./preview.module.css";

const SHOWN = 20;
const ACTIONS = ["create", "update", "skip", "reject"] as const;

interface PreviewTableProps {
  readonly table: UploadedTable;
  readonly draft: ImportDraft;
  readonly preview: Preview;
  readonly onAgain: () => void;
  readonly busy: boolean;
  /** What else there is to say of it. */
  readonly children?: ReactNode;
}
export function PreviewTable({ table, draft, preview, onAgain, busy, children }: PreviewTableProps) {
  const t = useT();
  const reasonOf = useReason(draft.modules);
  const place = useRef<HTMLElement>(null);
  // It stands below what one has just looked at.
  // (It answers with a promise in some browsers, which an effect must not.)
  useEffect(() => {
    place.current?.scrollIntoView({ block: "start", behavior: "smooth" });
  }, []);
  const refused = preview.rows.filter((row) => row.action === "reject");
  const good = preview.rows.filter((row) => row.action !== "reject").slice(0, SHOWN);
  return (
    <section ref={place} className={classes["preview"]} aria-label={t("import.preview")}>
      <h2 className={classes["title"]}>{t("import.preview")}</h2>
      <p className={classes["counts"]}>
        {t(preview.complete ? "import.preview-all" : "import.preview-of", { count: preview.tried })}{" "}
        {ACTIONS.filter((action) => preview.counts[action] > 0).map((action) => (
          <span key={action} className={classes["count"]} data-action={action}>
            {t(`import.action.${action}`)}: {preview.counts[action]}
          </span>
        ))}
      </p>
      <OthersText others={preview.others} planned />
      {children}
      <FixGrid
        table={table}
        columns={draft.columns}
        rows={refused}
        fixes={draft.fixes}
        reasonOf={reasonOf}
        onFix={draft.fix}
        onForget={draft.forgetFixes}
        onAgain={onAgain}
        busy={busy}
      />
      {good.length > 0 && <GoodRows modules={draft.modules} rows={good} />}
    </section>
  );
}

/** Which field of which module is meant, where the reason doesn't say it. */
function useReason(modules: readonly DescribedModule[]): (error: PreviewRow["errors"][number]) => string {
  const text = useLabel();
  return ({ module: name, field, message }) => {
    const module = modules.find((each) => each.name === name) ?? modules[0];
    const label = field === undefined || !module ? undefined : fieldOf(module, field)?.label;
    const whose = name === undefined || !module ? [] : [text(module.singular)];
    return [...whose, ...(label ? [text(label)] : []), message].join(": ");
  };
}

interface Shown {
  readonly module: DescribedModule;
  readonly main: boolean;
  readonly name: string;
}
function GoodRows({ modules, rows }: { readonly modules: readonly DescribedModule[]; readonly rows: readonly PreviewRow[] }) {
  const t = useT();
  const text = useLabel();
  const columns = modules.flatMap((module, index): Shown[] => {
    const values = rows.flatMap((row) =>
      index === 0 ? [row.values] : row.parts.filter((part) => part.module === module.name).map((part) => part.values),
    );
    return [...new Set(values.flatMap((each) => Object.keys(each)))].map((name) => ({ module, main: index === 0, name }));
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className={classes["scroll"]} tabIndex={0} role="region" aria-label={t("import.preview")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("import.line")}</th>
            <th scope="col">{t("import.what")}</th>
            {columns.map(({ module, main, name }) => (
              <th key={`${module.name} ${name}`} scope="col">
                {!main && <span className={classes["whose"]}>{text(module.singular)}: </span>}
                {text(fieldOf(module, name)?.label ?? { en: name, ru: name })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <GoodRow key={row.line} modules={modules} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface GoodRowProps {
  readonly modules: readonly DescribedModule[];
  readonly row: PreviewRow;
  readonly columns: readonly Shown[];
}
function GoodRow({ modules, row, columns }: GoodRowProps) {
  const t = useT();
  const text = useLabel();
  const lang = useLang();
  const ctx = useValueContext();
  const shown = ({ module, main, name }: Shown): string => {
    const values = main ? row.values : row.parts.find((part) => part.module === module.name)?.values;
    const value: Json = values?.[name] ?? null;
    const field = fieldOf(module, name);
    // References are still words of the file here, not ids.
    return field && targetsOf(field).length === 0 ? formatValue(field, value, ctx) : String(value ?? "");
  };
  const parts = row.parts.flatMap((part) => {
    const module = modules.find(({ name }) => name === part.module);
    return module ? [{ module, action: part.action }] : [];
  });
  return (
    <tr>
      <td className="tabular">{row.line.toLocaleString(lang)}</td>
      <td>
        <span className={classes["count"]} data-action={row.action}>
          {t(`import.action.${row.action}`)}
        </span>
        {parts.map(({ module, action }) => (
          <span key={module.name} className={classes["part"]}>
            {text(module.singular)}: {t(`import.part.${action}`)}
          </span>
        ))}
      </td>
      {columns.map((column) => (
        <td key={`${column.module.name} ${column.name}`}>{shown(column)}</td>
      ))}
    </tr>
  );
}
