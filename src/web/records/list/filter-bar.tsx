/** The chips of a list's filter: what must hold, each chip a group of alternatives; the last button adds one. */
import { ActionIcon, Button, Popover } from "@mantine/core";
import { IconFilterPlus, IconX } from "@tabler/icons-react";
import { Suspense, lazy, useMemo, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useT } from "../../i18n.tsx";
import { ToolButton } from "../../ui/tool-button.tsx";
import { allReferences, referencesOf, useTargets } from "../path-fields.ts";
import { filterFields } from "./filter-fields.ts";
import { isEmptyFilter, replaceGroup } from "./filter-model.ts";
import type { ConditionGroup, FilterModel } from "./filter-model.ts";
import { useConditionText } from "./condition-text.ts";
import classes from "./list.module.css";

const GroupEditor = lazy(async () => ({ default: (await import("./group-editor.tsx")).GroupEditor }));

interface FilterBarProps {
  readonly module: DescribedModule;
  readonly filter: FilterModel;
  readonly onChange: (filter: FilterModel) => void;
  /** False: the module's own fields only. */
  readonly paths?: boolean;
  /** What the button that adds a condition says, where it is no filter of a list. */
  readonly adds?: string;
}
const NEW = -1;

export function FilterBar({ module, filter, onChange, paths = true, adds }: FilterBarProps) {
  const t = useT();
  const [open, setOpen] = useState<number>();
  // The modules behind the references are asked for when somebody filters.
  const used = filter.groups.flat().map((condition) => condition.field);
  const targets = useTargets(module, open === undefined || !paths ? referencesOf(used) : allReferences(module));
  const fields = useMemo(() => filterFields(module, targets), [module, targets]);
  const textOfGroup = useConditionText(fields, filter.groups);
  // Where the group that the last button began stands among the chips, once it says something.
  const [begun, setBegun] = useState<number>();
  const close = (): void => {
    setOpen(undefined);
    setBegun(undefined);
  };
  const save = (index: number, group: ConditionGroup): void => onChange(replaceGroup(filter, index, group));
  const saveNew = (group: ConditionGroup): void => {
    if (begun !== undefined) return save(begun, group);
    setBegun(filter.groups.length);
    onChange({ ...filter, groups: [...filter.groups, group] });
  };
  return (
    <div className={classes["chips"]} role="group" aria-label={t("filter.title")}>
      {filter.groups.map((group, index) => (
        <Popover
          key={index}
          opened={open === index}
          onChange={close}
          position="bottom-start"
          shadow="md"
          trapFocus
          withinPortal
          closeOnClickOutside
          // The button within says what it opens.
          withRoles={false}
        >
          <Popover.Target>
            <span className={classes["chip"]}>
              <button
                type="button"
                className={classes["chipText"]}
                aria-haspopup="dialog"
                aria-expanded={open === index}
                onClick={() => setOpen(open === index ? undefined : index)}
              >
                {textOfGroup(group)}
              </button>
              <ActionIcon size={24} aria-label={t("filter.remove")} onClick={() => save(index, [])}>
                <IconX size={12} />
              </ActionIcon>
            </span>
          </Popover.Target>
          <Popover.Dropdown role="dialog" aria-label={t("filter.title")} className={classes["editor"] ?? ""}>
            <Suspense>
              <GroupEditor fields={fields} group={group} onSave={(next) => save(index, next)} onClose={close} />
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      ))}
      {filter.rest.map((_, index) => (
        <span key={`rest${index}`} className={classes["chip"]}>
          <span className={classes["chipText"]}>{t("filter.complex")}</span>
          <ActionIcon
            size={24}
            aria-label={t("filter.remove")}
            onClick={() => onChange({ ...filter, rest: filter.rest.toSpliced(index, 1) })}
          >
            <IconX size={12} />
          </ActionIcon>
        </span>
      ))}
      <Popover opened={open === NEW} onChange={close} position="bottom-start" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <ToolButton
            variant="subtle"
            color="gray"
            size="xs"
            icon={<IconFilterPlus size={16} aria-hidden />}
            word={adds === undefined ? "wide" : "always"}
            aria-haspopup="dialog"
            aria-expanded={open === NEW}
            onClick={() => setOpen(open === NEW ? undefined : NEW)}
          >
            {adds ?? t("filter.add")}
          </ToolButton>
        </Popover.Target>
        <Popover.Dropdown className={classes["editor"] ?? ""}>
          <Suspense>
            <GroupEditor fields={fields} group={begun === undefined ? [] : (filter.groups[begun] ?? [])} onSave={saveNew} onClose={close} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      {!isEmptyFilter(filter) && adds === undefined && (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          className={classes["clear"] ?? ""}
          onClick={() => onChange({ groups: [], rest: [] })}
        >
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}
