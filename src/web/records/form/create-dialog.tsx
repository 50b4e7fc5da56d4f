/** One form for a new record over the page; asks before what was typed is thrown away. */
import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { moduleQuery } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import type { CreateRequest } from "./create-context.ts";
import { DiscardDialog } from "./leave-guard.tsx";
import { RecordForm } from "./record-form.tsx";

export interface OpenForm {
  readonly request: CreateRequest;
  readonly onCreated: ((record: RecordData) => void) | undefined;
}
interface CreateDialogProps {
  readonly form: OpenForm;
  readonly layer: number;
  readonly onClose: () => void;
}
export function CreateDialog({ form, layer, onClose }: CreateDialogProps) {
  const t = useT();
  const text = useLabel();
  const { request, onCreated } = form;
  const module = useQuery(moduleQuery(request.module)).data;
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  const leave = (): void => (dirty ? setAsking(true) : onClose());
  return (
    <Modal
      opened
      onClose={leave}
      zIndex={layer}
      size="lg"
      title={module && t("form.new", { what: text(module.singular) })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {module ? (
        <RecordForm
          quick
          module={module}
          prefill={request.prefill}
          labels={request.labels}
          onCancel={leave}
          onDirty={setDirty}
          onSaved={(record) => {
            onClose();
            onCreated?.(record);
          }}
        />
      ) : (
        <FieldSkeleton />
      )}
      {asking && <DiscardDialog opened onStay={() => setAsking(false)} onDiscard={onClose} />}
    </Modal>
  );
}
