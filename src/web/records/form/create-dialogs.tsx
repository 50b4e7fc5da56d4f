/** Holds the forms for new records that are open over the page, one over the other. */
import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useCallback, useState } from "react";
import type { ReactNode } from "react";
import { moduleQuery } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import { CreateContext } from "./create-context.ts";
import type { CreateRequest, OpenCreate } from "./create-context.ts";

const RecordForm = lazy(async () => ({ default: (await import("./record-form.tsx")).RecordForm }));
const DiscardDialog = lazy(async () => ({ default: (await import("./leave-guard.tsx")).DiscardDialog }));
const BASE_LAYER = 200;

interface OpenForm {
  readonly request: CreateRequest;
  readonly onCreated: ((record: RecordData) => void) | undefined;
}
export function CreateDialogs({ children }: { readonly children: ReactNode }) {
  const [forms, setForms] = useState<readonly OpenForm[]>([]);
  const open = useCallback<OpenCreate>((request, onCreated) => setForms((before) => [...before, { request, onCreated }]), []);
  const closeLast = (): void => setForms((before) => before.slice(0, -1));
  return (
    <CreateContext value={open}>
      {children}
      {forms.map((form, index) => (
        <CreateDialog key={index} form={form} layer={BASE_LAYER + index * 2} onClose={closeLast} />
      ))}
    </CreateContext>
  );
}

interface CreateDialogProps {
  readonly form: OpenForm;
  readonly layer: number;
  readonly onClose: () => void;
}
function CreateDialog({ form, layer, onClose }: CreateDialogProps) {
  const t = useT();
  const text = useLabel();
  const { request, onCreated } = form;
  const module = useQuery(moduleQuery(request.module)).data;
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  const leave = (): void => (dirty ? setAsking(true) : onClose());
  return (
    <Modal opened onClose={leave} zIndex={layer} size="lg" title={module && t("form.new", { what: text(module.singular) })} closeButtonProps={{ "aria-label": t("action.close") }}>
      <Suspense fallback={<FieldSkeleton />}>
        {module && (
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
        )}
        {asking && <DiscardDialog opened onStay={() => setAsking(false)} onDiscard={onClose} />}
      </Suspense>
    </Modal>
  );
}
