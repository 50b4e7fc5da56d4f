/** The form as the draft of the layout will make it: it can be filled in to try its conditions, and saves nothing. */
import { useCallback, useMemo, useState } from "react";
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import type { Values } from "../../../web/api/record-data.ts";
import { useSession } from "../../../web/api/session.ts";
import { useT } from "../../../web/i18n.tsx";
import { fieldStates, followChange, stateFor, useSituation } from "../../../web/records/field-states.ts";
import { FieldColumns, FormBlocks, type FieldsForm } from "../../../web/records/form/form-fields.tsx";
import { editableFields, quickFields, valuesOfNew } from "../../../web/records/form/form-values.ts";
import classes from "./customisation.module.css";
import type { Draft } from "./layout-model.ts";

const NO_ERRORS: Readonly<Record<string, string>> = {};
const NO_RECORD = { id: "", version: 0, label: "" };

/** The module as it would be described if the draft were saved. */
function asDrafted(module: DescribedModule, fields: readonly DescribedField[], draft: Draft): DescribedModule {
  return {
    ...module,
    blocks: draft.blocks.map((block) => ({ ...block, fields: block.fields.filter((name) => !draft.hidden.includes(name)) })),
    fields: fields.map((field) => ({
      ...field,
      hidden: draft.hidden.includes(field.name),
      quickCreate: draft.quick_create.includes(field.name),
    })),
  };
}

interface LayoutPreviewProps {
  readonly module: DescribedModule;
  readonly fields: readonly DescribedField[];
  readonly draft: Draft;
  readonly quick: boolean;
}
export function LayoutPreview({ module, fields, draft, quick }: LayoutPreviewProps) {
  const t = useT();
  const { user } = useSession();
  const situation = useSituation();
  const drafted = useMemo(() => asDrafted(module, fields, draft), [module, fields, draft]);
  const [values, setValues] = useState<Values>(() => valuesOfNew(drafted, {}, user?.id));
  const states = useMemo(() => fieldStates(drafted, { values, saved: undefined, situation }), [drafted, values, situation]);
  const change = useCallback(
    (name: string, value: Json) => setValues((before) => followChange(drafted, { ...before, [name]: value }, name, situation)),
    [drafted, situation],
  );
  const shown = useMemo(() => ({ ...NO_RECORD, owner_id__label: user?.name ?? null, currency: user?.currency ?? null }), [user]);
  const form: FieldsForm = { values, errors: NO_ERRORS, states, shown, change };
  const short = quickFields(drafted);
  const asked = editableFields(drafted).filter((field) => !short.includes(field) && stateFor(states, field).required);
  return (
    <section className={classes["preview"]} aria-label={t("customisation.preview")}>
      <p className={classes["soft"]}>{t("customisation.preview-hint")}</p>
      {quick ? (
        <div className={classes["block"]}>
          <div className={classes["wide"]}>
            <FieldColumns fields={[...short, ...asked]} form={form} focus={undefined} />
          </div>
        </div>
      ) : (
        <FormBlocks module={drafted} isNew={false} form={form} />
      )}
    </section>
  );
}
