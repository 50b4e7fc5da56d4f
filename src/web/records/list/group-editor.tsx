/** Edits one chip: its conditions, any of which may hold. Complete conditions take effect at once. */
import { useDebouncedCallback } from "@mantine/hooks";
import { ActionIcon, Button, Select } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { Suspense, useEffect, useState } from "react";
import { VALUELESS_OPERATORS } from "../../../fieldtypes/families.ts";
import type { Condition } from "../../../model/filter/ast.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { operatorText } from "./condition-text.ts";
import { ConditionValue } from "./condition-value.tsx";
import { firstCondition, offeredOperators } from "./filter-fields.ts";
import type { FilterField } from "./filter-fields.ts";
import { isComplete, withOperator } from "./filter-model.ts";
import type { ConditionGroup } from "./filter-model.ts";
import classes from "./list.module.css";

const TYPING_PAUSE = 350;

interface GroupEditorProps {
  readonly fields: readonly FilterField[];
  readonly group: ConditionGroup;
  readonly onSave: (group: ConditionGroup) => void;
  readonly onClose: () => void;
}
export function GroupEditor({ fields, group, onSave, onClose }: GroupEditorProps) {
  const t = useT();
  const [draft, setDraft] = useState<readonly (Condition | undefined)[]>(group.length === 0 ? [undefined] : group);
  const complete = draft.filter((condition): condition is Condition => condition !== undefined && isComplete(condition));
  const changed = JSON.stringify(complete) !== JSON.stringify(group);
  // The list follows what is typed; what is still waiting when the editor closes is not lost.
  const save = useDebouncedCallback(() => changed && complete.length > 0 && onSave(complete), {
    delay: TYPING_PAUSE,
    flushOnUnmount: true,
  });
  const text = JSON.stringify(complete);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- when the conditions change, not their array
  useEffect(() => save(), [text, save]);
  return (
    <form
      className={classes["conditions"]}
      onSubmit={(event) => {
        event.preventDefault();
        save.flush();
        onClose();
      }}
    >
      {draft.map((condition, index) => (
        <ConditionEditor
          key={index}
          fields={fields}
          condition={condition}
          joint={index > 0}
          onChange={(next) => setDraft(draft.with(index, next))}
          {...(draft.length > 1 ? { onRemove: () => setDraft(draft.toSpliced(index, 1)) } : {})}
        />
      ))}
      <div className={classes["editorFoot"]}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => setDraft([...draft, draft.at(-1) && { field: draft.at(-1)?.field ?? "", op: draft.at(-1)?.op ?? "" }])}
        >
          {t("filter.or-add")}
        </Button>
        <Button type="submit" size="compact-sm" disabled={complete.length === 0}>
          {t("filter.apply")}
        </Button>
      </div>
    </form>
  );
}

interface ConditionEditorProps {
  readonly fields: readonly FilterField[];
  readonly condition: Condition | undefined;
  readonly joint: boolean;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove?: () => void;
}
function ConditionEditor({ fields, condition, joint, onChange, onRemove }: ConditionEditorProps) {
  const t = useT();
  const text = useLabel();
  const chosen = fields.find((field) => field.path === condition?.field);
  const operators = chosen && condition ? offeredOperators(chosen, condition.op) : [];
  return (
    <fieldset className={classes["condition"]}>
      {joint && <legend className={classes["or"]}>{t("filter.or")}</legend>}
      <div className={classes["conditionHead"]}>
        <Select
          aria-label={t("filter.field")}
          placeholder={t("filter.field")}
          size="xs"
          searchable
          data-autofocus={condition === undefined || undefined}
          data={fields.map((field) => ({ value: field.path, label: text(field.label) }))}
          value={condition?.field ?? null}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          maxDropdownHeight={260}
          limit={80}
          nothingFoundMessage={t("picker.nothing")}
          onChange={(path) => {
            const field = fields.find((candidate) => candidate.path === path);
            if (field) onChange(firstCondition(field));
          }}
        />
        {chosen && condition && (
          <Select
            aria-label={t("filter.operator")}
            size="xs"
            data={operators.map((op) => ({ value: op, label: operatorText(op, t) }))}
            value={condition.op}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            onChange={(op) => op && onChange(withOperator(condition, op, chosen.family === "list"))}
          />
        )}
        {onRemove && (
          <ActionIcon size={28} aria-label={t("filter.remove")} onClick={onRemove}>
            <IconTrash size={14} />
          </ActionIcon>
        )}
      </div>
      {chosen && condition && !VALUELESS_OPERATORS.has(condition.op) && (
        <Suspense>
          <ConditionValue chosen={chosen} condition={condition} onChange={(value) => onChange({ ...condition, value })} />
        </Suspense>
      )}
    </fieldset>
  );
}
