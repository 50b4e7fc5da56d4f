/** What a module shows of its own on the record page, under the head: a leaf, fetched for its modules alone. */
import { lazy, Suspense } from "react";
import type { ComponentType } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { RecordData } from "../../api/record-data.ts";

export interface PanelProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
}

const DocumentPanel = lazy(() =>
  import("../../../features/inventory/web/document-panel.tsx").then((loaded) => ({ default: loaded.DocumentPanel })),
);

const MailState = lazy(() => import("../../../features/mail/web/mail-state.tsx").then((loaded) => ({ default: loaded.MailState })));

const panels: Readonly<Record<string, ComponentType<PanelProps>>> = {
  quotes: DocumentPanel,
  sales_orders: DocumentPanel,
  invoices: DocumentPanel,
  purchase_orders: DocumentPanel,
  credit_notes: DocumentPanel,
  emails: MailState,
};

export function ModulePanel(props: PanelProps) {
  const Panel = panels[props.module.name];
  return Panel ? (
    <Suspense>
      <Panel {...props} />
    </Suspense>
  ) : null;
}
