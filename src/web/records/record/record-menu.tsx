/** What else can be done with a record, in the menu of its head and by the palette. */
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowMerge,
  IconCopyPlus,
  IconDotsVertical,
  IconLink,
  IconPrinter,
  IconShare,
  IconTag,
  IconTrash,
  IconZoomQuestion,
} from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Suspense, lazy, useState } from "react";
import type { ReactNode } from "react";
import { mayMerge } from "../../../features/duplicates/web/may-merge.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { deleteRecord, recordsChanged } from "../../api/records.ts";
import { useSession } from "../../api/session.ts";
import { useT } from "../../i18n.tsx";
import { useActions } from "../../shell/keys/actions.ts";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { offerUndo } from "../undo/undo-offers.ts";

const ShareDialog = lazy(async () => ({ default: (await import("../../../features/access-settings/web/share-dialog.tsx")).ShareDialog }));
const PersonItems = lazy(async () => ({ default: (await import("../../../features/access-settings/web/person-items.tsx")).PersonItems }));
const EraseDialog = lazy(async () => ({ default: (await import("../../../features/access-settings/web/person-items.tsx")).EraseDialog }));
const TagsDialog = lazy(async () => ({ default: (await import("./tags-dialog.tsx")).TagsDialog }));
const MergeWith = lazy(async () => ({ default: (await import("../../../features/duplicates/web/merge-with.tsx")).MergeWith }));

type Dialog = "share" | "merge" | "tags" | "erase";
/** Modules whose records are people. */
const PERSONS: ReadonlySet<string> = new Set(["contacts", "leads"]);

interface RecordMenuProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
  /** Shown as of a past moment. */
  readonly past: boolean;
  readonly rights: { readonly edit: boolean; readonly delete: boolean };
}
interface MenuLine {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly run: () => void;
  readonly when: boolean;
  readonly danger?: boolean;
}

export function RecordMenu(props: RecordMenuProps) {
  const { module, record, past } = props;
  const t = useT();
  const [open, setOpen] = useState<Dialog>();
  const lines = useLines(props, setOpen);
  useActions(lines.map(({ id, label, run, when }) => ({ id, label, group: "record", run, when })));
  const tags = fieldOf(module, "tags");
  const isPerson = useMayExplain(record) && !past && PERSONS.has(module.name);
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t("record.more")}>
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {lines.map(
            ({ id, label, icon, run, when, danger }) =>
              when && (
                <Menu.Item key={id} leftSection={icon} onClick={run} {...(danger ? { color: "red" } : {})}>
                  {label}
                </Menu.Item>
              ),
          )}
          <Suspense>{isPerson && <PersonItems module={module.name} record={record} onErase={() => setOpen("erase")} />}</Suspense>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {open === "tags" && tags && <TagsDialog module={module} record={record} field={tags} onClose={close} />}
        {open === "erase" && <EraseDialog module={module.name} record={record} onClose={close} />}
        {open === "share" && <ShareDialog module={module.name} record={record} onClose={close} />}
        {open === "merge" && <MergeWith module={module} record={record} onClose={close} />}
      </Suspense>
    </>
  );
}

const useMayExplain = (record: RecordData): boolean => useSession().user?.tools.includes("access") === true && !record.deleted_at;

function useLines({ module, record, past, rights }: RecordMenuProps, open: (dialog: Dialog) => void): readonly MenuLine[] {
  const t = useT();
  const navigate = useNavigate();
  const remove = useDelete(module.name, record);
  const explains = useMayExplain(record);
  const copyLink = async (): Promise<void> => {
    await navigator.clipboard.writeText(new URL(`/${module.name}/${record.id}`, window.location.href).href);
    showToast({ message: t("record.link-copied") });
  };
  const living = !past && !record.deleted_at;
  return [
    {
      id: "record.duplicate",
      label: t("record.duplicate"),
      icon: <IconCopyPlus size={16} />,
      run: () => void navigate({ to: "/$module/new", params: { module: module.name }, search: { copy: record.id } }),
      when: living && module.rights.create,
    },
    {
      id: "record.tag",
      label: t("record.tag"),
      icon: <IconTag size={16} />,
      run: () => open("tags"),
      when: rights.edit && fieldOf(module, "tags")?.access === "edit",
    },
    {
      id: "record.merge",
      label: t("merge.with"),
      icon: <IconArrowMerge size={16} />,
      run: () => open("merge"),
      when: rights.edit && mayMerge(module),
    },
    {
      id: "record.share",
      label: t("access.share.action"),
      icon: <IconShare size={16} />,
      run: () => open("share"),
      // The people themselves, their groups and offices are everybody's to see.
      when: rights.edit && module.menu !== "admin",
    },
    { id: "record.copy-link", label: t("record.copy-link"), icon: <IconLink size={16} />, run: () => void copyLink(), when: true },
    { id: "record.print", label: t("record.print"), icon: <IconPrinter size={16} />, run: () => window.print(), when: true },
    {
      id: "record.explain",
      label: t("access.why"),
      icon: <IconZoomQuestion size={16} />,
      run: () => void navigate({ to: "/settings", search: { section: "explain", module: module.name, id: record.id } }),
      when: explains,
    },
    {
      id: "record.delete",
      label: t("action.delete"),
      icon: <IconTrash size={16} />,
      run: () => remove.mutate(),
      when: rights.delete,
      danger: true,
    },
  ];
}

/** To the recycle bin, back to the list, and a toast that brings it back. */
function useDelete(module: string, record: RecordData) {
  const t = useT();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => deleteRecord(module, record.id),
    onSuccess: async ({ operations }) => {
      await navigate({ to: "/$module", params: { module } });
      client.removeQueries({ queryKey: ["records", module, "one", record.id] });
      await recordsChanged(client, module);
      offerUndo({ message: t("record.deleted", { name: record.label }), operations });
    },
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
}
