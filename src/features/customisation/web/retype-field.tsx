/** Makes a field another type: first says what would not fit, then does it. */
import { useTypeName } from "./type-name.ts";
import { Alert, Button, Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { fieldTypeNames, type FieldTypeName } from "../../../fieldtypes/index.ts";
import type { DescribedField } from "../../../model/describe.ts";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { CONVERTIBLE } from "../field-settings.ts";
import classes from "./customisation.module.css";
import { changeField, tryRetype, useChange } from "./customisation-api.ts";

interface RetypeFieldProps {
  readonly module: string;
  readonly field: DescribedField;
  readonly onDone: () => void;
}
export function RetypeField({ module, field, onDone }: RetypeFieldProps) {
  const t = useT();
  const typeName = useTypeName();
  const [type, setType] = useState<FieldTypeName | null>(null);
  const dry = useMutation({ mutationFn: (to: FieldTypeName) => tryRetype(module, field.name, { type: to }) });
  const change = useChange((to: FieldTypeName) => changeField(module, field.name, { type: to, accept_loss: true }));
  const types = fieldTypeNames().filter((name) => CONVERTIBLE.has(name) && name !== field.type && name !== "tags");
  if (!CONVERTIBLE.has(field.type)) return null;
  const choose = (to: FieldTypeName | undefined): void => {
    setType(to ?? null);
    dry.reset();
    if (to) dry.mutate(to);
  };
  const apply = (): void => {
    if (type)
      change.mutate(type, {
        onSuccess: () => {
          showToast({ message: t("settings.saved") });
          onDone();
        },
        onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
      });
  };
  return (
    <div className={classes["form"]}>
      <Select
        label={t("customisation.change-type")}
        placeholder={typeName(field.type)}
        clearable
        value={type}
        data={types.map((name) => ({ value: name, label: typeName(name) }))}
        onChange={(name) => choose(types.find((one) => one === name))}
      />
      {dry.error && (
        <Alert color="red" variant="light">
          {errorText(dry.error, t)}
        </Alert>
      )}
      {dry.data && type && (
        <Alert color={dry.data.failing > 0 ? "orange" : "green"} variant="light">
          <p className={classes["soft"]}>
            {t(dry.data.failing > 0 ? "customisation.retype-failing" : "customisation.retype-fits", {
              count: dry.data.values,
              failing: dry.data.failing,
            })}
          </p>
          {dry.data.examples.length > 0 && <p>{dry.data.examples.map(({ value }) => `“${value}”`).join(", ")}</p>}
          <Button size="xs" mt="xs" color={dry.data.failing > 0 ? "orange" : "green"} onClick={apply} loading={change.isPending}>
            {t("customisation.retype")}
          </Button>
        </Alert>
      )}
    </div>
  );
}
