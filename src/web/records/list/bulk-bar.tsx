/** What can be done with the chosen rows: those on the screen at once, many or all that the list shows in the background. */
import { Button, Menu } from "@mantine/core";
import {
  IconArrowMerge,
  IconDots,
  IconDownload,
  IconFileInvoice,
  IconPencil,
  IconStar,
  IconStarOff,
  IconTag,
  IconTagOff,
  IconTrash,
  IconTruckDelivery,
  IconUser,
  IconX,
} from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import { startMass } from "../../../features/mass-actions/web/mass-api.ts";
import type { MassAction, MassTarget } from "../../../features/mass-actions/web/mass-api.ts";
import { mayMerge, MOST_MERGED } from "../../../features/duplicates/web/may-merge.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { urlOf } from "../../api/client.ts";
import { recordQuery, recordsChanged, writeMany } from "../../api/records.ts";
import type { ListRequest } from "../../api/records.ts";
import { useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useOrderLowStock } from "../../../features/inventory/web/order-low-stock.ts";
import { primaryActionOf } from "../primary-actions.ts";
import { offerUndo } from "../undo/undo-offers.ts";
import classes from "./list.module.css";

const BulkDialog = lazy(async () => ({ default: (await import("./bulk-dialog.tsx")).BulkDialog }));
const MergeDialog = lazy(async () => ({ default: (await import("../../../features/duplicates/web/merge-dialog.tsx")).MergeDialog }));
/** More than so many are changed in the background. */
const AT_ONCE = 500;

export interface BulkChoice {
  readonly ids: readonly string[];
  /** All that the list shows, in memory or not. */
  readonly all: boolean;
}
export type BulkQuestion = "edit" | "owner" | "add_tags" | "remove_tags" | "delete" | "merge";

/** Does it now where that is quick, else in the background; says what became of it, and offers to take it back. */
function useBulk(module: DescribedModule, request: Pick<ListRequest, "filter" | "q">, onDone: () => void) {
  const t = useT();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const now = async (action: MassAction, ids: readonly string[]): Promise<void> => {
    const { action: op, values = {} } = action;
    const { done, refused, reasons, operations } = await writeMany(
      module.name,
      ids.map((id) => (op === "delete" ? { op, id } : { op: "update", id, values })),
    );
    await recordsChanged(client, module.name);
    if (done.length > 0) offerUndo({ message: t(op === "delete" ? "list.deleted" : "list.changed", { count: done.length }), operations });
    const key = op === "delete" ? "list.not-deleted" : "list.not-changed";
    if (refused.length > 0) showToast({ message: t(key, { count: refused.length, reason: reasons.join(" ") }), tone: "bad" });
  };
  const run = async (action: MassAction, { ids, all }: BulkChoice): Promise<void> => {
    setBusy(true);
    try {
      const quick = !all && ids.length <= AT_ONCE && (action.action === "update" || action.action === "delete");
      const target: MassTarget = all ? { filter: request.filter, q: request.q } : { ids };
      await (quick ? now(action, ids) : startMass(module.name, action, target));
      onDone();
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
    setBusy(false);
  };
  return { run, busy };
}

/** To change several records at once is a right of its own. */
const mayChange = ({ rights }: DescribedModule): boolean => rights.edit && rights.mass_edit;

interface BulkBarProps {
  readonly module: DescribedModule;
  readonly choice: BulkChoice;
  readonly request: Pick<ListRequest, "filter" | "q" | "sort">;
  readonly columns: readonly string[];
  /** How many the list shows: to be chosen all at once. */
  readonly total: { readonly count: number; readonly capped: boolean } | undefined;
  readonly onChooseAll: () => void;
  readonly onDone: () => void;
  readonly asked: BulkQuestion | undefined;
  readonly onAsk: (question: BulkQuestion | undefined) => void;
}
export function BulkBar({ module, choice, request, columns, total, onChooseAll, onDone, asked, onAsk }: BulkBarProps) {
  const t = useT();
  const { run, busy } = useBulk(module, request, () => {
    onAsk(undefined);
    onDone();
  });
  const words = total && t(total.capped ? "list.count-capped" : "list.count", { count: total.count });
  const tool = { size: "compact-sm", variant: "subtle", color: "gray" } as const;
  const remove = (): void => (choice.all ? onAsk("delete") : void run({ action: "delete" }, choice));
  return (
    <div className={classes["bulk"]} data-bulk-bar role="toolbar" aria-label={t("list.bulk")}>
      <span className={classes["bulkCount"]} role="status">
        {choice.all ? t("bulk.all", { words: words ?? "" }) : t("list.chosen", { count: choice.ids.length })}
      </span>
      {!choice.all && total && total.count > choice.ids.length && (
        <Button size="compact-sm" variant="light" onClick={onChooseAll}>
          {t("bulk.choose-all", { words: words ?? "" })}
        </Button>
      )}
      {mayChange(module) && (
        <>
          <Button {...tool} leftSection={<IconPencil size={14} />} onClick={() => onAsk("edit")}>
            {t("action.edit")}
          </Button>
          <Button {...tool} leftSection={<IconUser size={14} />} title={`${t("bulk.owner")} · A`} onClick={() => onAsk("owner")}>
            {t("bulk.owner")}
          </Button>
        </>
      )}
      {!choice.all && choice.ids.length === 1 && <OneChosen module={module} id={choice.ids[0] ?? ""} />}
      {!choice.all && choice.ids.length >= 2 && choice.ids.length <= MOST_MERGED && mayMerge(module) && (
        <Button {...tool} leftSection={<IconArrowMerge size={14} />} onClick={() => onAsk("merge")}>
          {t("merge.open")}
        </Button>
      )}
      {module.rights.delete && (
        <Button {...tool} color="red" leftSection={<IconTrash size={14} />} loading={busy} onClick={remove}>
          {t("action.delete")}
        </Button>
      )}
      <MoreMenu
        module={module}
        choice={choice}
        request={request}
        columns={columns}
        onAsk={onAsk}
        onRun={(action) => void run(action, choice)}
      />
      <Button {...tool} leftSection={<IconX size={14} />} onClick={onDone}>
        {t("list.unchoose")}
      </Button>
      <Suspense>
        {asked === "merge" && (
          <MergeDialog
            module={module}
            ids={choice.ids}
            onClose={() => onAsk(undefined)}
            onDone={() => {
              onAsk(undefined);
              onDone();
            }}
          />
        )}
        {asked && asked !== "merge" && (
          <BulkDialog
            module={module}
            question={asked}
            words={choice.all ? (words ?? "") : t("list.count", { count: choice.ids.length })}
            busy={busy}
            onRun={(action) => void run(action, choice)}
            onClose={() => onAsk(undefined)}
          />
        )}
      </Suspense>
    </div>
  );
}

/** What only one record of the module allows (a lead is converted). */
function OneChosen({ module, id }: { readonly module: DescribedModule; readonly id: string }) {
  const primary = primaryActionOf(module.name);
  const { data: record } = useQuery({ ...recordQuery(module.name, id), enabled: primary !== undefined });
  return primary && record ? <primary.Action key={id} module={module} record={record} /> : null;
}

interface MoreMenuProps extends Pick<BulkBarProps, "module" | "choice" | "request" | "columns" | "onAsk"> {
  readonly onRun: (action: MassAction) => void;
}
function MoreMenu({ module, choice, request, columns, onAsk, onRun }: MoreMenuProps) {
  const t = useT();
  const order = useOrderLowStock();
  const filter = choice.all ? request.filter : { field: "id", op: "in", value: choice.ids };
  const file = (format: string): string =>
    urlOf(`/exports/${module.name}`, {
      format,
      fields: columns.join(","),
      filter: filter && JSON.stringify(filter),
      q: choice.all ? request.q || undefined : undefined,
      sort: request.sort || undefined,
    });
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconDots size={14} />}>
          {t("bulk.more")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {mayChange(module) && (
          <>
            <Menu.Item leftSection={<IconTag size={16} />} onClick={() => onAsk("add_tags")}>
              {t("mass.action.add_tags")}
            </Menu.Item>
            <Menu.Item leftSection={<IconTagOff size={16} />} onClick={() => onAsk("remove_tags")}>
              {t("mass.action.remove_tags")}
            </Menu.Item>
          </>
        )}
        {module.name === "sales_orders" && (
          <Menu.Item leftSection={<IconFileInvoice size={16} />} onClick={() => onRun({ action: "create_invoice" })}>
            {t("mass.action.create_invoice")}
          </Menu.Item>
        )}
        {module.name === "products" && (
          <Menu.Item leftSection={<IconTruckDelivery size={16} />} onClick={() => order.mutate(choice.all ? undefined : choice.ids)}>
            {t("products.order-low")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconStar size={16} />} onClick={() => onRun({ action: "star" })}>
          {t("mass.action.star")}
        </Menu.Item>
        <Menu.Item leftSection={<IconStarOff size={16} />} onClick={() => onRun({ action: "unstar" })}>
          {t("mass.action.unstar")}
        </Menu.Item>
        {module.rights.export &&
          ["csv", "xlsx"].map((format) => (
            <Menu.Item key={format} component="a" href={file(format)} download leftSection={<IconDownload size={16} />}>
              {t("bulk.export", { format: format.toUpperCase() })}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
