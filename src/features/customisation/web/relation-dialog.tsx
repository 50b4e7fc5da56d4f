/** Relates the module to another one. */
import { Alert, Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import classes from "./customisation.module.css";
import { addRelation, useChange } from "./customisation-api.ts";
import { LabelsInput, filledLabel, type PartialLabel } from "./labels-input.tsx";

const KINDS = ["one_to_many", "many_to_one", "many_to_many"] as const;

export function RelationDialog({ module, onClose }: { readonly module: DescribedModule; readonly onClose: () => void }) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const [type, setType] = useState<(typeof KINDS)[number]>("one_to_many");
  const [other, setOther] = useState<string | null>(null);
  const [here, setHere] = useState<PartialLabel>({});
  const [there, setThere] = useState<PartialLabel>({});
  const named = (key: string, value: PartialLabel) => (Object.keys(filledLabel(value)).length > 0 ? { [key]: filledLabel(value) } : {});
  const save = useChange(() =>
    addRelation(module.name, { type, module: other, ...named("label", here), ...named("inverse_label", there) }),
  );
  const label = text(modules.find(({ name }) => name === other)?.label ?? { en: "…", ru: "…" });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("customisation.add-relation")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <div className={classes["form"]}>
        {save.error && (
          <Alert color="red" variant="light" role="alert">
            {errorText(save.error, t)}
          </Alert>
        )}
        <Select
          label={t("customisation.other-module")}
          required
          searchable
          value={other}
          data={modules.map((one) => ({ value: one.name, label: text(one.label) }))}
          onChange={setOther}
        />
        <Select
          label={t("customisation.relation-kind")}
          allowDeselect={false}
          value={type}
          data={KINDS.map((kind) => ({ value: kind, label: t(`customisation.${kind}`, { here: text(module.label), there: label }) }))}
          onChange={(kind) => setType(KINDS.find((one) => one === kind) ?? "one_to_many")}
        />
        {other !== null && (
          <>
            <LabelsInput
              label={t(type === "many_to_one" ? "customisation.field-here" : "customisation.list-here", { name: text(module.label) })}
              value={here}
              onChange={setHere}
            />
            <LabelsInput
              label={t(type === "one_to_many" ? "customisation.field-here" : "customisation.list-here", { name: label })}
              value={there}
              onChange={setThere}
            />
            <p className={classes["soft"]}>{t("customisation.names-optional")}</p>
          </>
        )}
        <div className={classes["foot"]}>
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button disabled={other === null} loading={save.isPending} onClick={() => save.mutate(undefined, { onSuccess: onClose })}>
            {t("action.save")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
