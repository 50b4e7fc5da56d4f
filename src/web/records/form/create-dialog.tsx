/** One form for a new record over the page; asks before what was typed is thrown away. */
import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { moduleQuery } from "../../api/modules.ts";
import type { RecordData, Values } from "../../api/record-data.ts";
import { useSession } from "../../api/session.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import type { CreateRequest } from "./create-context.ts";
import type { ToastAction } from "../../ui/toast.tsx";
import { draftKey, handOver } from "./drafts.ts";
import { DiscardDialog } from "./leave-guard.tsx";
import { RecordForm } from "./record-form.tsx";
import type { DraftHandle } from "./record-form.tsx";

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
  const navigate = useNavigate();
  const { user } = useSession();
  const [round, setRound] = useState(0);
  const [dirty, setDirty] = useState(false);
  const draft = useRef<DraftHandle>(undefined);
  const noteDirty = useCallback((now: boolean, handle: DraftHandle) => {
    setDirty(now);
    draft.current = handle;
  }, []);
  const [asking, setAsking] = useState(false);
  const leave = (): void => (dirty ? setAsking(true) : onClose());
  const toOpen = (record: RecordData): ToastAction => ({
    label: t("action.open"),
    run: () => void navigate({ to: "/$module/$id", params: { module: request.module, id: record.id } }),
  });
  const take = (record: RecordData): void => {
    draft.current?.forget();
    onClose();
    onCreated?.(record);
  };
  const openFull = (): void => {
    handOver(draftKey(user?.id ?? "", request.module, undefined));
    onClose();
    void navigate({ to: "/$module/new", params: { module: request.module }, search: textsOf(request.prefill ?? {}) });
  };
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
          key={round}
          quick
          module={module}
          prefill={request.prefill}
          labels={request.labels}
          onCancel={leave}
          onDirty={noteDirty}
          newsAction={toOpen}
          {...(onCreated ? { onUse: take } : { onFull: openFull })}
          onSaved={(record, kind) => {
            onCreated?.(record);
            if (kind === "done") return onClose();
            setDirty(false);
            setRound(round + 1);
          }}
        />
      ) : (
        <FieldSkeleton />
      )}
      {asking && (
        <DiscardDialog
          opened
          onStay={() => setAsking(false)}
          onKeep={() => {
            draft.current?.keep();
            onClose();
          }}
          onDiscard={() => {
            draft.current?.forget();
            onClose();
          }}
        />
      )}
    </Modal>
  );
}

/** What can stand in an address. */
const textsOf = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
