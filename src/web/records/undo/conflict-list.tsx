/** Before an undo goes over what others wrote since: the list of it, and the choice to leave it or to overwrite it. */
import { Button, Modal } from "@mantine/core";
import type { Json } from "../../../fieldtypes/field-type.ts";
import { useModuleIfKnown, fieldOf } from "../../api/modules.ts";
import type { UndoConflict } from "../../api/problem.ts";
import { FieldValue } from "../../fields/field-value.tsx";
import { useLabel, useT } from "../../i18n.tsx";
import formClasses from "../form/form.module.css";

interface ConflictListProps {
  readonly conflicts: readonly UndoConflict[];
  /** How many there are; the list may hold only the first. */
  readonly count: number;
  readonly onChoose: (conflicts: "skip" | "overwrite") => void;
  readonly onClose: () => void;
}
export function ConflictList({ conflicts, count, onChoose, onClose }: ConflictListProps) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={t("undo.conflict-title")} size="lg" closeButtonProps={{ "aria-label": t("action.close") }}>
      <p className={formClasses["conflictText"]}>{t("undo.conflict-text", { count })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that may scroll is reached by keyboard */}
      <div className={formClasses["conflictScroll"]} tabIndex={0} role="group" aria-label={t("undo.conflict-title")}>
        <table className={formClasses["conflict"]}>
          <thead>
            <tr>
              <th scope="col">{t("undo.record")}</th>
              <th scope="col">{t("conflict.field")}</th>
              <th scope="col">{t("undo.then")}</th>
              <th scope="col">{t("undo.now")}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((conflict) => (
              <ConflictLine key={`${conflict.id}/${conflict.field}`} conflict={conflict} />
            ))}
          </tbody>
        </table>
      </div>
      {count > conflicts.length && (
        <p className={formClasses["conflictText"]}>{t("import.and-more", { count: count - conflicts.length })}</p>
      )}
      <div className={formClasses["dialogFoot"]}>
        <Button variant="default" onClick={onClose}>
          {t("action.cancel")}
        </Button>
        <Button variant="default" onClick={() => onChoose("overwrite")}>
          {t("undo.overwrite")}
        </Button>
        <Button data-autofocus onClick={() => onChoose("skip")}>
          {t("undo.skip")}
        </Button>
      </div>
    </Modal>
  );
}

function ConflictLine({ conflict }: { readonly conflict: UndoConflict }) {
  const text = useLabel();
  const module = useModuleIfKnown(conflict.module);
  const field = module && fieldOf(module, conflict.field);
  const side = (value: Json, label: string | null | undefined) =>
    field && (
      <FieldValue
        field={field}
        value={value}
        record={{ id: "", version: 0, label: "", [field.name]: value, [`${field.name}__label`]: label ?? null }}
        compact
      />
    );
  return (
    <tr>
      <td>{conflict.label}</td>
      <th scope="row">{field ? text(field.label) : conflict.field}</th>
      <td>{side(conflict.then, conflict.then__label)}</td>
      <td>{side(conflict.now, conflict.now__label)}</td>
    </tr>
  );
}
