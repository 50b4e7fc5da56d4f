/** Creates or edits a record of any module: blocks in two columns, each field with its type's own input. */
import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff, IconTrash } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { SyntheticEvent } from "react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useT } from "../../i18n.tsx";
import { useActions } from "../../shell/keys/actions.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { DraftOffer } from "./draft-offer.tsx";
import { Duplicates } from "./duplicates.tsx";
import { FormContext, useValuesBesideLines } from "./form-context.ts";
import { FieldColumns, FormBlocks, firstToFill } from "./form-fields.tsx";
import { editableFields, givableFields, isEditable, quickFields } from "./form-values.ts";
import { stateFor } from "../field-states.ts";
import { useRecordForm } from "./use-record-form.ts";
import type { RecordFormOptions, RecordFormState, SaveKind } from "./use-record-form.ts";
import classes from "./form.module.css";

interface RecordFormProps extends RecordFormOptions {
  /** The short form of quick creation. */
  readonly quick?: boolean;
  /** Of the short form: these fields (and what must be filled in) instead of those that the module declares. */
  readonly only?: readonly string[] | undefined;
  readonly onCancel: () => void;
  /** Tells whether leaving would lose something, and what can be done about it. */
  readonly onDirty?: (dirty: boolean, draft: DraftHandle) => void;
  /** Goes on with what was typed in the whole form. */
  readonly onFull?: () => void;
  /** A record that exists is taken instead of a new one. */
  readonly onUse?: (record: RecordData) => void;
}
/** What becomes of the unsaved words when the form is left. */
export interface DraftHandle {
  readonly keep: () => void;
  readonly forget: () => void;
}
export function RecordForm({ quick = false, only, onCancel, onDirty, onFull, onUse, ...options }: RecordFormProps) {
  const t = useT();
  const { module } = options;
  const form = useRecordForm(options);
  const frame = useRef<HTMLFormElement>(null);
  const fields = quick ? shortFields(module, only, form) : options.record ? editableFields(module) : givableFields(module);
  const save = (event?: SyntheticEvent, kind: SaveKind = "done"): void => {
    event?.preventDefault();
    // React hands events of a stacked dialog to the form beneath it too.
    event?.stopPropagation();
    form.save(fields, kind);
  };
  const { dirty, keepForLater: keep, forgetDraft: forget } = form;
  useEffect(() => onDirty?.(dirty, { keep, forget }), [dirty, keep, forget, onDirty]);
  const firstError = Object.keys(form.errors)[0];
  useEffect(() => {
    if (firstError !== undefined)
      frame.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(firstError)}"] :is(input, textarea, button)`)?.focus();
  }, [firstError]);
  const isNew = !options.record;
  // The short form inside a page saves from within alone; whole forms and dialogs have the keyboard to themselves.
  useActions([
    { id: "form.save", run: () => save(), when: !only },
    { id: "form.save-and-new", keys: ["Mod+Shift+Enter"], run: () => save(undefined, "another"), when: isNew && !only },
  ]);
  const around = useValuesBesideLines(module, form.values);
  return (
    <FormContext value={around}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl+Enter in any field saves */}
      <form
        ref={frame}
        className={classes["form"]}
        data-quick={quick || undefined}
        onSubmit={save}
        noValidate
        onKeyDown={(event) => only && event.key === "Enter" && (event.ctrlKey || event.metaKey) && save(event)}
      >
        {form.problem !== undefined && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
            {form.problem}
          </Alert>
        )}
        {form.waiting && (
          <Alert color="yellow" variant="light" icon={<IconCloudOff size={18} />} role="alert">
            {t("connection.waiting")}
          </Alert>
        )}
        {form.gone && (
          <Alert color="red" variant="light" icon={<IconTrash size={18} />} role="alert">
            <span className={classes["offer"]}>
              {t("form.gone")}
              <Button size="compact-sm" onClick={form.bringBack}>
                {t("form.bring-back")}
              </Button>
            </span>
          </Alert>
        )}
        {form.draft && !form.dirty && <DraftOffer at={form.draft.at} onTake={form.takeDraft} onDrop={form.dropDraft} />}
        {quick ? (
          <FieldColumns fields={fields} form={form} focus={firstToFill(module, fields)} />
        ) : (
          <FormBlocks module={module} isNew={isNew} form={form} />
        )}
        <div className={classes["bottom"]}>
          {form.dirty && <Duplicates module={module} values={form.values} recordId={options.record?.id} onUse={onUse} />}
          <div className={classes["foot"]}>
            <Button type="submit" loading={form.saving} title={`${t("action.save")} · Ctrl+Enter`}>
              {t("action.save")}
            </Button>
            {isNew && !only && (
              <Button
                variant="default"
                className={classes["again"] ?? ""}
                disabled={form.saving}
                title={`${t("form.save-and-new")} · Ctrl+Shift+Enter`}
                onClick={(event) => save(event, "another")}
              >
                {t("form.save-and-new")}
              </Button>
            )}
            <Button variant="default" onClick={onCancel}>
              {t("action.cancel")}
            </Button>
            {onFull && (
              <Button
                variant="subtle"
                color="gray"
                className={classes["full"] ?? ""}
                onClick={() => {
                  form.keepForLater();
                  onFull();
                }}
              >
                {t("form.full")}
              </Button>
            )}
          </div>
        </div>
        {form.conflict && (
          <ConflictDialog
            module={module}
            mine={{ ...form.shown, ...form.values }}
            conflict={form.conflict}
            onResolve={form.resolve}
            onBack={form.dismissConflict}
          />
        )}
      </form>
    </FormContext>
  );
}

/** What was asked for, and whatever else must be filled in as the values are now. */
function shortFields(module: DescribedModule, only: readonly string[] | undefined, form: RecordFormState): readonly DescribedField[] {
  const chosen = only ? fieldsOf(module, only).filter(isEditable) : quickFields(module);
  const names = new Set(chosen.map((field) => field.name));
  const demanded = editableFields(module).filter((field) => !names.has(field.name) && stateFor(form.states, field).required);
  return [...chosen, ...demanded];
}
