/** The pages on which records are created and edited. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef } from "react";
import { useModule } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { recordQuery } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { Page, ScrollBody } from "../../ui/page.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { RecordForm } from "./record-form.tsx";

/** What both pages do: know whether leaving loses something, and where saving leads. */
function useFormPage(module: string) {
  const navigate = useNavigate();
  const router = useRouter();
  const dirty = useRef(false);
  const isDirty = useCallback(() => dirty.current, []);
  const onDirty = useCallback((now: boolean) => void (dirty.current = now), []);
  const onSaved = (record: RecordData): void => {
    dirty.current = false;
    void navigate({ to: "/$module/$id", params: { module, id: record.id }, replace: true });
  };
  const onCancel = (): void => (router.history.canGoBack() ? router.history.back() : void navigate({ to: "/$module", params: { module } }));
  return { isDirty, onDirty, onSaved, onCancel };
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
  const { isDirty, ...form } = useFormPage(name);
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
        <RecordForm key={name} module={module} prefill={prefill} {...form} />
      </ScrollBody>
      <LeaveGuard isDirty={isDirty} />
    </Page>
  );
}

export function EditPage() {
  const t = useT();
  const { module: name = "", id = "" } = useParams({ strict: false });
  const module = useModule(name);
  const record = useSuspenseQuery({ ...recordQuery(name, id), staleTime: 0, refetchOnWindowFocus: false }).data;
  const { isDirty, ...form } = useFormPage(name);
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
    >
      <ScrollBody>
        <RecordForm key={record.id} module={module} record={record} {...form} />
      </ScrollBody>
      <LeaveGuard isDirty={isDirty} />
    </Page>
  );
}
