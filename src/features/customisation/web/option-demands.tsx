/** What a record must have, and what people are asked for, when it gets one value of a choice: entering a stage, mostly. */
import { MultiSelect } from "@mantine/core";
import type { DescribedModule } from "../../../model/describe.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { isEditable } from "../../../web/records/form/form-values.ts";

interface OptionDemandsProps {
  readonly module: DescribedModule;
  /** The choice itself can't be asked for by its own value. */
  readonly self: string | undefined;
  readonly option: { readonly requires?: readonly string[]; readonly asks?: readonly string[] };
  readonly onChange: (change: { requires?: readonly string[]; asks?: readonly string[] }) => void;
}
export function OptionDemands({ module, self, option, onChange }: OptionDemandsProps) {
  const t = useT();
  const text = useLabel();
  const { requires = [], asks = [] } = option;
  const fields = module.fields
    .filter((one) => isEditable(one) && one.name !== self && one.type !== "checkbox")
    .map((one) => ({ value: one.name, label: text(one.label), always: one.mandatory === true }));
  return (
    <>
      <MultiSelect
        size="xs"
        searchable
        clearable
        label={t("customisation.option-requires")}
        description={t("customisation.option-requires-hint")}
        value={[...requires]}
        data={fields.filter(({ always, value }) => !always && !asks.includes(value))}
        onChange={(next) => onChange({ requires: next })}
      />
      <MultiSelect
        size="xs"
        searchable
        clearable
        label={t("customisation.option-asks")}
        description={t("customisation.option-asks-hint")}
        value={[...asks]}
        data={fields.filter(({ value }) => !requires.includes(value))}
        onChange={(next) => onChange({ asks: next })}
      />
    </>
  );
}
