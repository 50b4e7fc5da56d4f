/** How a list is shown: which columns, in which order (also without a mouse), how dense, with which figures under them. */
import { ActionIcon, Button, Checkbox, Popover, SegmentedControl, Switch, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3 } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { allReferences, fieldAt, targetOf, useTargets } from "../path-fields.ts";
import type { Targets } from "../path-fields.ts";
import { useDensity } from "../use-density.ts";
import { ToolButton } from "../../ui/tool-button.tsx";
import classes from "./list.module.css";

interface ColumnChooserProps {
  readonly module: DescribedModule;
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
  readonly onReset: () => void;
  /** The row of figures; absent: there can be none. */
  readonly sums?: { readonly shown: boolean; readonly onChange: (shown: boolean) => void };
}
export function ColumnChooser(props: ColumnChooserProps) {
  const t = useT();
  return (
    <Popover position="bottom-end" shadow="md" width={320} trapFocus withinPortal>
      <Popover.Target>
        <ToolButton variant="subtle" color="gray" size="xs" icon={<IconColumns3 size={16} aria-hidden />}>
          {t("columns.title")}
        </ToolButton>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <ColumnList {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Fields one reference away: offered to those who search. */
const relatedFields = (module: DescribedModule, targets: Targets): readonly DescribedField[] =>
  module.fields.flatMap((via) =>
    (targets.get(targetOf(via) ?? "")?.fields ?? []).flatMap((inner) => fieldAt(module, `${via.name}.${inner.name}`, targets) ?? []),
  );
const MOST_FOUND = 60;

function ColumnList({ module, columns, onChange, onReset, sums }: ColumnChooserProps) {
  const t = useT();
  const text = useLabel();
  const [density, setDensity] = useDensity();
  const [search, setSearch] = useState("");
  const targets = useTargets(module, allReferences(module));
  const related = useMemo(() => relatedFields(module, targets), [module, targets]);
  const shown = columns.flatMap((path) => fieldAt(module, path, targets) ?? []);
  const matches = (field: DescribedField): boolean => text(field.label).toLowerCase().includes(search.trim().toLowerCase());
  const others = [...module.fields.toSorted((a, b) => text(a.label).localeCompare(text(b.label))), ...(search.trim() === "" ? [] : related)]
    .filter((field) => !columns.includes(field.name) && matches(field))
    .slice(0, search.trim() === "" ? undefined : MOST_FOUND);
  const move = (index: number, by: number): void => {
    const name = columns[index];
    if (name !== undefined) onChange(columns.toSpliced(index, 1).toSpliced(index + by, 0, name));
  };
  return (
    <div className={classes["columnList"]}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t("density.title")}
        data={[
          { value: "normal", label: t("density.normal") },
          { value: "compact", label: t("density.compact") },
        ]}
        value={density}
        onChange={(next) => setDensity(next === "compact" ? "compact" : "normal")}
      />
      {sums && (
        <Switch size="xs" label={t("sums.show")} checked={sums.shown} onChange={(event) => sums.onChange(event.currentTarget.checked)} />
      )}
      <TextInput
        size="xs"
        placeholder={t("columns.search-all")}
        aria-label={t("columns.search")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        data-autofocus
      />
      <div className={classes["columnScroll"]}>
        {shown.map(
          (field, index) =>
            matches(field) && (
              <ShownColumn
                key={field.name}
                label={text(field.label)}
                index={index}
                count={shown.length}
                onRemove={() => onChange(columns.filter((name) => name !== field.name))}
                onMove={(by) => move(index, by)}
              />
            ),
        )}
        <hr className={classes["rule"]} />
        {others.map((field) => (
          <div key={field.name} className={classes["columnRow"]}>
            <Checkbox size="xs" label={text(field.label)} checked={false} onChange={() => onChange([...columns, field.name])} />
          </div>
        ))}
      </div>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onReset}>
        {t("columns.reset")}
      </Button>
    </div>
  );
}

interface ShownColumnProps {
  readonly label: string;
  readonly index: number;
  readonly count: number;
  readonly onRemove: () => void;
  readonly onMove: (by: number) => void;
}
function ShownColumn({ label, index, count, onRemove, onMove }: ShownColumnProps) {
  const t = useT();
  return (
    <div className={classes["columnRow"]}>
      <Checkbox size="xs" label={label} checked disabled={count === 1} onChange={onRemove} />
      <ActionIcon size={24} aria-label={t("columns.up", { name: label })} disabled={index === 0} onClick={() => onMove(-1)}>
        <IconArrowUp size={14} />
      </ActionIcon>
      <ActionIcon size={24} aria-label={t("columns.down", { name: label })} disabled={index === count - 1} onClick={() => onMove(1)}>
        <IconArrowDown size={14} />
      </ActionIcon>
    </div>
  );
}
