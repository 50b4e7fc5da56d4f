/** Asks what a bulk action needs to know: fields and their values, the new owner, tags, or a plain yes. */
import { ActionIcon, Button, Select, TagsInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import type { MassAction } from "../../../features/mass-actions/web/mass-api.ts";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldOf } from "../../api/modules.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import { editableFields } from "../form/form-values.ts";
import type { BulkQuestion } from "./bulk-bar.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import classes from "./list.module.css";

interface BulkDialogProps {
  readonly module: DescribedModule;
  readonly question: Exclude<BulkQuestion, "merge">;
  /** "25 records". */
  readonly words: string;
  readonly busy: boolean;
  readonly onRun: (action: MassAction) => void;
  readonly onClose: () => void;
}
interface FieldEdit {
  readonly name: string | undefined;
  readonly value: Json;
}

export function BulkDialog({ module, question, words, busy, onRun, onClose }: BulkDialogProps) {
  const t = useT();
  const owner = question === "owner";
  const [edits, setEdits] = useState<readonly FieldEdit[]>([{ name: owner ? "owner_id" : undefined, value: null }]);
  const [tags, setTags] = useState<string[]>([]);
  const isTags = question === "add_tags" || question === "remove_tags";
  const values = Object.fromEntries(edits.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value]])));
  const action: MassAction =
    question === "delete" ? { action: "delete" } : isTags ? { action: question, tags } : { action: "update", values };
  const ready = question === "delete" || (isTags ? tags.length > 0 : owner ? values["owner_id"] !== null : Object.keys(values).length > 0);
  return (
    <FormDialog
      title={t(question === "owner" ? "bulk.owner" : question === "edit" ? "bulk.edit" : `mass.action.${question}`)}
      action={t(question === "delete" ? "action.delete" : "bulk.apply")}
      onSubmit={() => onRun(action)}
      onClose={onClose}
      busy={busy}
      ready={ready}
      danger={question === "delete"}
    >
      <span>{question === "delete" ? t("bulk.delete-text", { words }) : t("bulk.for", { words })}</span>
      {isTags && <TagsInput data-autofocus label={t("bulk.tags")} value={tags} onChange={setTags} maxLength={50} clearable />}
      {!isTags && question !== "delete" && <FieldEdits module={module} owner={owner} edits={edits} onChange={setEdits} />}
    </FormDialog>
  );
}

interface FieldEditsProps {
  readonly module: DescribedModule;
  readonly owner: boolean;
  readonly edits: readonly FieldEdit[];
  readonly onChange: (edits: readonly FieldEdit[]) => void;
}
function FieldEdits({ module, owner, edits, onChange }: FieldEditsProps) {
  const t = useT();
  return (
    <>
      {edits.map((edit, index) => (
        <FieldEditRow
          key={index}
          module={module}
          edit={edit}
          fixed={owner}
          taken={edits.flatMap(({ name }) => (name !== undefined && name !== edit.name ? [name] : []))}
          onChange={(next) => onChange(edits.with(index, next))}
          onRemove={edits.length > 1 ? () => onChange(edits.toSpliced(index, 1)) : undefined}
        />
      ))}
      {!owner && (
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={14} />}
            disabled={edits.at(-1)?.name === undefined}
            onClick={() => onChange([...edits, { name: undefined, value: null }])}
          >
            {t("bulk.add-field")}
          </Button>
        </div>
      )}
    </>
  );
}

interface FieldEditRowProps {
  readonly module: DescribedModule;
  readonly edit: FieldEdit;
  readonly fixed: boolean;
  readonly taken: readonly string[];
  readonly onChange: (edit: FieldEdit) => void;
  readonly onRemove: (() => void) | undefined;
}
const beginning = (field: DescribedField): Json => (field.type === "checkbox" ? false : null);
function FieldEditRow({ module, edit, fixed, taken, onChange, onRemove }: FieldEditRowProps) {
  const t = useT();
  const text = useLabel();
  const field = edit.name === undefined ? undefined : fieldOf(module, edit.name);
  const choices = editableFields(module).filter(
    (each) => !each.unique && !taken.includes(each.name) && controlOf(each.type).inPlace !== "never",
  );
  return (
    <div className={classes["bulkField"]}>
      {!fixed && (
        <Select
          aria-label={t("filter.field")}
          placeholder={t("filter.field")}
          searchable
          data-autofocus
          data={choices.map((each) => ({ value: each.name, label: text(each.label) }))}
          value={edit.name ?? null}
          allowDeselect={false}
          nothingFoundMessage={t("picker.nothing")}
          onChange={(name) => {
            const chosen = name === null ? undefined : fieldOf(module, name);
            if (chosen) onChange({ name: chosen.name, value: beginning(chosen) });
          }}
        />
      )}
      {field && <FieldEditInput field={field} value={edit.value} onChange={(value) => onChange({ ...edit, value })} />}
      {onRemove && (
        <ActionIcon size={28} aria-label={t("action.remove")} onClick={onRemove}>
          <IconTrash size={14} />
        </ActionIcon>
      )}
    </div>
  );
}

function FieldEditInput({
  field,
  value,
  onChange,
}: {
  readonly field: DescribedField;
  readonly value: Json;
  readonly onChange: (value: Json) => void;
}) {
  const t = useT();
  const { Input } = controlOf(field.type);
  // In a dialog menus lie over it.
  return (
    <div>
      <Suspense fallback={<FieldSkeleton />}>
        <Input field={{ ...field, mandatory: false }} value={value} frame="form" onChange={onChange} />
      </Suspense>
      {value === null && !field.mandatory && <small>{t("bulk.empties")}</small>}
    </div>
  );
}
