/** The pages on which records are created and edited. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import { useModule } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { recordQuery } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { Page, ScrollBody } from "../../ui/page.tsx";
import { Presence } from "../../live/presence.tsx";
import { DeletedNotice } from "../record/deleted-notice.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { RecordForm } from "./record-form.tsx";
import type { DraftHandle } from "./record-form.tsx";
import type { SaveKind } from "./use-record-form.ts";

/** What both pages do: know whether leaving loses something, and where saving leads. */
function useFormPage(module: string) {
  const navigate = useNavigate();
  const router = useRouter();
  const dirty = useRef(false);
  const isDirty = useCallback(() => dirty.current, []);
  const handle = useRef<DraftHandle>(undefined);
  const draft = useCallback(() => handle.current, []);
  const [round, setRound] = useState(0);
  const onDirty = useCallback((now: boolean, next: DraftHandle) => {
    dirty.current = now;
    handle.current = next;
  }, []);
  const onSaved = (record: RecordData, kind: SaveKind): void => {
    dirty.current = false;
    if (kind === "another") return setRound(round + 1);
    void navigate({ to: "/$module/$id", params: { module, id: record.id }, replace: true });
  };
  const onCancel = (): void => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/$module", params: { module } }));
  return { guard: { isDirty, draft }, round, form: { onDirty, onSaved, onCancel } };
}

export function CreatePage() {
  const t = useT();
  const text = useLabel();
  const { module: name = "" } = useParams({ strict: false });
  const module = useModule(name);
  const search = useSearch({ strict: false });
  // Any field may be named in the address: a link can bring the form half filled in.
  const prefill = useMemo(
    () => Object.fromEntries(Object.entries(search).flatMap(([field, value]) => (typeof value === "string" ? [[field, value]] : []))),
    [search],
  );
  const { guard, round, form } = useFormPage(name);
  const title = t("form.new", { what: text(module.singular) });
  return (
    <Page
      documentTitle={title}
      title={
        <>
          <ModuleIcon name={module.icon} size={20} />
          <span>{title}</span>
        </>
      }
    >
      <ScrollBody>
        <RecordForm key={`${name}/${round}`} module={module} prefill={prefill} {...form} />
      </ScrollBody>
      <LeaveGuard {...guard} />
    </Page>
  );
}

export function EditPage() {
  const t = useT();
  const { module: name = "", id = "" } = useParams({ strict: false });
  const module = useModule(name);
  const record = useSuspenseQuery({ ...recordQuery(name, id), staleTime: 0, refetchOnWindowFocus: false }).data;
  const { guard, form } = useFormPage(name);
  const title = t("form.edit", { name: record.label });
  return (
    <Page
      documentTitle={title}
      title={
        <>
          <ModuleIcon name={module.icon} size={20} />
          <span>{title}</span>
        </>
      }
      actions={<Presence module={name} id={id} state="editing" />}
    >
      <ScrollBody>
        {record.deleted_at && <DeletedNotice module={name} record={record} />}
        <RecordForm key={record.id} module={module} record={record} {...form} />
      </ScrollBody>
      <LeaveGuard {...guard} />
    </Page>
  );
}
