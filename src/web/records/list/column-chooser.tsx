/** Which columns a list shows, and in which order (also without a mouse). */
import { ActionIcon, Button, Checkbox, Popover, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3 } from "@tabler/icons-react";
import { useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../api/modules.ts";
import { useLabel, useT } from "../../i18n.tsx";
import classes from "./list.module.css";

interface ColumnChooserProps {
  readonly module: DescribedModule;
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
  readonly onReset: () => void;
}
export function ColumnChooser(props: ColumnChooserProps) {
  const t = useT();
  return (
    <Popover position="bottom-end" shadow="md" width={300} trapFocus withinPortal>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconColumns3 size={16} />}>
          {t("columns.title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <ColumnList {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

function ColumnList({ module, columns, onChange, onReset }: ColumnChooserProps) {
  const t = useT();
  const text = useLabel();
  const [search, setSearch] = useState("");
  const shown = fieldsOf(module, columns);
  const others = module.fields
    .filter((field) => !columns.includes(field.name))
    .toSorted((a, b) => text(a.label).localeCompare(text(b.label)));
  const matches = (label: string): boolean => label.toLowerCase().includes(search.trim().toLowerCase());
  const move = (index: number, by: number): void => {
    const name = columns[index];
    if (name !== undefined) onChange(columns.toSpliced(index, 1).toSpliced(index + by, 0, name));
  };
  return (
    <div className={classes["columnList"]}>
      <TextInput
        size="xs"
        placeholder={t("columns.search")}
        aria-label={t("columns.search")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        data-autofocus
      />
      <div className={classes["columnScroll"]}>
        {shown.map((field, index) => {
          const label = text(field.label);
          return (
            matches(label) && (
              <div key={field.name} className={classes["columnRow"]}>
                <Checkbox
                  size="xs"
                  label={label}
                  checked
                  disabled={columns.length === 1}
                  onChange={() => onChange(columns.filter((name) => name !== field.name))}
                />
                <ActionIcon size={24} aria-label={t("columns.up", { name: label })} disabled={index === 0} onClick={() => move(index, -1)}>
                  <IconArrowUp size={14} />
                </ActionIcon>
                <ActionIcon
                  size={24}
                  aria-label={t("columns.down", { name: label })}
                  disabled={index === columns.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <IconArrowDown size={14} />
                </ActionIcon>
              </div>
            )
          );
        })}
        <hr className={classes["rule"]} />
        {others.map(
          (field) =>
            matches(text(field.label)) && (
              <div key={field.name} className={classes["columnRow"]}>
                <Checkbox size="xs" label={text(field.label)} checked={false} onChange={() => onChange([...columns, field.name])} />
              </div>
            ),
        )}
      </div>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onReset}>
        {t("columns.reset")}
      </Button>
    </div>
  );
}
