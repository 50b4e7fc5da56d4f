/** Somebody saved the same fields first: both values side by side, one choice for each. */
import { Button, Modal, Radio } from "@mantine/core";
import { useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldsOf } from "../../api/modules.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { FieldValue } from "../../fields/field-value.tsx";
import type { RecordData } from "../../api/record-data.ts";
import type { Conflict } from "./use-record-form.ts";
import classes from "./form.module.css";

interface ConflictDialogProps {
  readonly module: DescribedModule;
  /** The record with the values that couldn't be saved. */
  readonly mine: RecordData;
  readonly conflict: Conflict;
  /** These fields keep my values, the others take the current ones. */
  readonly onResolve: (mine: readonly string[]) => void;
  readonly onBack: () => void;
}
export function ConflictDialog({ module, mine: mineRecord, conflict, onResolve, onBack }: ConflictDialogProps) {
  const t = useT();
  const text = useLabel();
  const [mine, setMine] = useState<readonly string[]>(conflict.fields);
  return (
    <Modal opened onClose={onBack} title={t("conflict.title")} size="lg" closeButtonProps={{ "aria-label": t("action.close") }}>
      <p>{t("conflict.text")}</p>
      <table className={classes["sides"]}>
        <thead>
          <tr>
            <th scope="col">{t("conflict.field")}</th>
            <th scope="col">{t("conflict.mine")}</th>
            <th scope="col">{t("conflict.theirs")}</th>
          </tr>
        </thead>
        <tbody>
          {fieldsOf(module, conflict.fields).map((field) => {
            const keeps = mine.includes(field.name);
            return (
              <tr key={field.name}>
                <th scope="row">{text(field.label)}</th>
                <td>
                  <Radio
                    name={field.name}
                    checked={keeps}
                    onChange={() => setMine([...mine, field.name])}
                    label={<FieldValue field={field} value={mineRecord[field.name] ?? null} record={mineRecord} />}
                  />
                </td>
                <td>
                  <Radio
                    name={field.name}
                    checked={!keeps}
                    onChange={() => setMine(mine.filter((name) => name !== field.name))}
                    label={<FieldValue field={field} value={conflict.current[field.name] ?? null} record={conflict.current} />}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className={classes["dialogFoot"]}>
        <Button variant="default" onClick={onBack}>
          {t("conflict.back")}
        </Button>
        <Button onClick={() => onResolve(mine)}>{t("conflict.save")}</Button>
      </div>
    </Modal>
  );
}
