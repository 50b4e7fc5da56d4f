/** The file and how it is read: encoding, delimiter, sheet; whatever may have been guessed wrongly can be chosen. */
import { Checkbox, Select } from "@mantine/core";
import { useT } from "../../../web/i18n.tsx";
import { DELIMITERS, ENCODINGS } from "../tables/format-choices.ts";
import { formatOf } from "./import-api.ts";
import type { TableFormat, UploadedTable } from "./import-api.ts";
import classes from "./import.module.css";

const DELIMITER_KEYS = {
  ",": "import.delimiter.comma",
  ";": "import.delimiter.semicolon",
  "\t": "import.delimiter.tab",
  "|": "import.delimiter.bar",
} as const;

interface FilePanelProps {
  readonly table: UploadedTable;
  readonly onFormat: (format: TableFormat) => void;
}
export function FilePanel({ table, onFormat }: FilePanelProps) {
  const t = useT();
  const change = (part: TableFormat): void => onFormat({ ...formatOf(table), ...part });
  return (
    <div className={classes["file"]}>
      <div className={classes["fileFacts"]}>
        <b>{table.name}</b>
        <span>{t("import.file-facts", { rows: table.rows_estimate, columns: table.header.length })}</span>
      </div>
      {table.kind === "csv" && (
        <>
          <Select
            size="xs"
            label={t("import.encoding")}
            data={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
            value={table.encoding}
            allowDeselect={false}
            onChange={(encoding) => encoding && change({ encoding })}
          />
          <Select
            size="xs"
            label={t("import.delimiter")}
            data={DELIMITERS.map((value) => ({ value, label: t(DELIMITER_KEYS[value]) }))}
            value={table.delimiter}
            allowDeselect={false}
            onChange={(delimiter) => delimiter && change({ delimiter })}
          />
        </>
      )}
      {table.sheets.length > 1 && (
        <Select
          size="xs"
          label={t("import.sheet")}
          data={table.sheets.map(({ name, rows }, index) => ({ value: String(index), label: `${name} (${rows})`, disabled: rows === 0 }))}
          value={String(table.sheet ?? 0)}
          allowDeselect={false}
          onChange={(sheet) => sheet && onFormat({ sheet: Number(sheet) })}
        />
      )}
      {table.kind !== "vcard" && (
        <Checkbox
          size="xs"
          className={classes["fileHeader"] ?? ""}
          label={t("import.has-header")}
          checked={table.has_header}
          onChange={(event) => change({ has_header: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}
