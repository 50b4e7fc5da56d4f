/** Rows that would be refused, as they stand in the file, to be corrected on the spot or left out. */
import { ActionIcon, Button } from "@mantine/core";
import { IconRefresh, IconX } from "@tabler/icons-react";
import { useLang, useT } from "../../../web/i18n.tsx";
import type { ColumnMapping, Fix, PreviewRow, UploadedTable } from "./import-api.ts";
import classes from "./preview.module.css";

const SHOWN = 50;

interface FixGridProps {
  readonly table: UploadedTable;
  readonly columns: readonly ColumnMapping[];
  readonly rows: readonly PreviewRow[];
  readonly fixes: ReadonlyMap<number, Fix>;
  readonly reasonOf: (error: PreviewRow["errors"][number]) => string;
  readonly onFix: (fix: Fix) => void;
  readonly onForget: () => void;
  readonly onAgain: () => void;
  readonly busy: boolean;
}
export function FixGrid({ table, columns, rows, fixes, reasonOf, onFix, onForget, onAgain, busy }: FixGridProps) {
  const t = useT();
  const lang = useLang();
  const shown = rows.slice(0, SHOWN);
  const indexes = [...new Set(columns.flatMap(({ column }) => (typeof column === "number" ? column : [])))].toSorted((a, b) => a - b);
  if (rows.length === 0 && fixes.size === 0) return null;
  return (
    <section className={classes["fix"]} aria-label={t("import.fix")}>
      <div className={classes["fixHead"]}>
        <h3>{rows.length > 0 ? t("import.fix-title", { count: rows.length }) : t("import.fix-none")}</h3>
        {fixes.size > 0 && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onForget}>
            {t("import.fix-forget", { count: fixes.size })}
          </Button>
        )}
        <Button size="compact-sm" variant="light" leftSection={<IconRefresh size={14} />} loading={busy} onClick={onAgain}>
          {t("import.fix-again")}
        </Button>
      </div>
      {rows.length > 0 && <p className={classes["fixText"]}>{t("import.fix-text")}</p>}
      {shown.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <div className={classes["scroll"]} tabIndex={0} role="group" aria-label={t("import.fix")}>
          <table>
            <thead>
              <tr>
                <th aria-label={t("import.fix-skip")} />
                <th scope="col">{t("import.line")}</th>
                <th scope="col">{t("import.reason")}</th>
                {indexes.map((index) => (
                  <th key={index} scope="col">
                    {table.header[index]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => {
                const fix = fixes.get(row.line);
                const out = fix?.cells === null;
                return (
                  <tr key={row.line} data-out={out || undefined} data-refused>
                    <td>
                      <ActionIcon
                        size={26}
                        aria-label={t("import.fix-skip")}
                        title={t("import.fix-skip")}
                        aria-pressed={out}
                        onClick={() => onFix({ line: row.line, cells: out ? {} : null })}
                      >
                        <IconX size={14} />
                      </ActionIcon>
                    </td>
                    <td className="tabular">{row.line.toLocaleString(lang)}</td>
                    <td className={classes["reason"]}>
                      {row.errors.map((error, index) => (
                        <span key={index}>{reasonOf(error)}</span>
                      ))}
                    </td>
                    {indexes.map((index) => (
                      <td key={index}>
                        <input
                          className={classes["fixInput"]}
                          aria-label={t("import.fix-cell", { column: table.header[index] ?? "", line: row.line })}
                          disabled={out}
                          value={fix?.cells?.[String(index)] ?? row.cells[index] ?? ""}
                          onChange={(event) =>
                            onFix({ line: row.line, cells: { ...fix?.cells, [String(index)]: event.currentTarget.value } })
                          }
                        />
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > SHOWN && <p className={classes["fixText"]}>{t("import.and-more", { count: rows.length - SHOWN })}</p>}
    </section>
  );
}
