/** The pages on which records are created and edited. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useModule } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { recordQuery } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { Page, ScrollBody } from "../../ui/page.tsx";
import { Presence } from "../../live/presence.tsx";
import { DeletedNotice } from "../record/deleted-notice.tsx";
import { valuesOfCopy } from "./form-values.ts";
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
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const original = useOriginal(module, typeof search["copy"] === "string" ? search["copy"] : undefined);
  // Any field may be named in the address: a link can bring the form half filled in.
  const prefill = useMemo(
    () => ({
      ...(original && valuesOfCopy(module, original)),
      ...Object.fromEntries(Object.entries(search).flatMap(([field, value]) => (typeof value === "string" ? [[field, value]] : []))),
    }),
    [search, module, original],
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
        <RecordForm
          key={`${name}/${round}`}
          module={module}
          prefill={prefill}
          {...(original ? { labels: namesOf(original) } : {})}
          {...form}
        />
      </ScrollBody>
      <LeaveGuard {...guard} />
    </Page>
  );
}

/** The record of which a copy is made. */
function useOriginal(module: DescribedModule, id: string | undefined): RecordData | undefined {
  // Waits for it, as for everything that the form begins with; without one there is nothing to wait for.
  return useSuspenseQuery({
    ...recordQuery(module.name, id ?? ""),
    ...(id === undefined ? { queryKey: ["no-original"], queryFn: () => null } : {}),
  } as ReturnType<typeof recordQuery>).data as RecordData | undefined;
}
/** What the original's references point to, by name. */
const namesOf = (record: RecordData): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => /__(label|module)$/.test(entry[0]) && typeof entry[1] === "string"),
  );

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
