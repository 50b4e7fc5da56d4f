/** Asks before a field goes: what uses it, and how many values it has. */
import { Alert, Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { DescribedField } from "../../../model/describe.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "./customisation.module.css";
import { deleteField, restoreField, tryDelete, useChange } from "./customisation-api.ts";

const USES = ["view", "formula", "condition", "stage", "sharing", "duplicate_rules", "lead_mapping", "print_forms"] as const;

interface DeleteFieldProps {
  readonly module: string;
  readonly field: DescribedField;
  readonly onDone: () => void;
}
export function DeleteField({ module, field, onDone }: DeleteFieldProps) {
  const t = useT();
  const text = useLabel();
  const asked = useMutation({ mutationFn: () => tryDelete(module, field.name) });
  const restore = useChange(() => restoreField(module, field.name));
  const remove = useChange(() => deleteField(module, field.name));
  const report = asked.data;
  const send = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => {
        showToast({
          message: t("customisation.field-deleted", { name: text(field.label) }),
          action: { label: t("action.undo"), run: () => restore.mutate(undefined) },
        });
        onDone();
      },
      onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
    });
  return (
    <>
      <Button variant="subtle" color="red" data-left onClick={() => asked.mutate()} loading={asked.isPending}>
        {t("customisation.delete-field")}
      </Button>
      {report && (
        <Modal
          opened
          onClose={() => asked.reset()}
          title={t("customisation.delete-title", { name: text(field.label) })}
          closeButtonProps={{ "aria-label": t("action.close") }}
        >
          <div className={classes["form"]}>
            {report.uses.length > 0 ? (
              <Alert color="orange" variant="light" title={t("customisation.still-used")}>
                <ul>
                  {report.uses.map((use) => (
                    <li
                      key={`${use.kind} ${use.module} ${use.label.en}`}
                    >{`${t(`customisation.use-${USES.find((kind) => kind === use.kind) ?? "module"}`)}: ${text(use.label)}`}</li>
                  ))}
                </ul>
              </Alert>
            ) : (
              <p>{t("customisation.delete-explained", { count: report.values })}</p>
            )}
            <div className={classes["foot"]}>
              <Button variant="default" onClick={() => asked.reset()}>
                {t("action.cancel")}
              </Button>
              <Button color="red" onClick={send} loading={remove.isPending} disabled={report.uses.length > 0}>
                {t("customisation.delete-field")}
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </>
  );
}
