/** A related list's way to a spreadsheet and back: what its links say, downloaded and uploaded. */
import { Button, FileButton, Menu, Modal } from "@mantine/core";
import { IconDownload, IconFileSpreadsheet, IconUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { urlOf, write } from "../../../web/api/client.ts";
import { recordsChanged } from "../../../web/api/records.ts";
import { useLang, useT } from "../../../web/i18n.tsx";
import { offerUndo } from "../../../web/records/undo/undo-offers.ts";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import formClasses from "../../../web/records/form/form.module.css";

interface Outcome {
  readonly rows: number;
  readonly linked: number;
  readonly done: number;
  readonly refused: number;
  readonly problems: readonly { readonly line: number; readonly name: string; readonly message: string }[];
}
interface LinkTableMenuProps {
  readonly owner: { readonly module: string; readonly id: string; readonly relation: string };
  /** The module of the list's records. */
  readonly module: string;
  readonly mayExport: boolean;
  readonly mayImport: boolean;
}
export function LinkTableMenu({ owner, module, mayExport, mayImport }: LinkTableMenuProps) {
  const t = useT();
  const lang = useLang();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, showRefused] = useState<Outcome>();
  const path = `/records/${owner.module}/${owner.id}/related/${owner.relation}/table`;
  const download = (format: "xlsx" | "csv", label: string) => (
    <Menu.Item component="a" href={urlOf(path, { format, language: lang })} download leftSection={<IconDownload size={16} />}>
      {label}
    </Menu.Item>
  );
  const upload = async (file: File | null): Promise<void> => {
    if (!file) return;
    const form = new FormData();
    form.set("file", file);
    setBusy(true);
    try {
      const { body, operations } = await write<{ readonly data: Outcome }>(path, { method: "POST", form });
      await recordsChanged(client, module);
      if (body.data.done > 0) offerUndo({ message: t("link-table.done", { count: body.data.done }), operations });
      if (body.data.refused > 0 || body.data.done === 0) showRefused(body.data);
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
    setBusy(false);
  };
  if (!mayExport && !mayImport) return null;
  return (
    <>
      <FileButton onChange={(file) => void upload(file)} accept=".csv,.xlsx,.txt">
        {({ onClick }) => (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="xs" variant="default" leftSection={<IconFileSpreadsheet size={16} />} loading={busy}>
                {t("link-table.menu")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {mayExport && download("xlsx", t("link-table.download-xlsx"))}
              {mayExport && download("csv", t("link-table.download-csv"))}
              {mayImport && (
                <Menu.Item leftSection={<IconUpload size={16} />} onClick={onClick}>
                  {t("link-table.upload")}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </FileButton>
      {refused && <Refused outcome={refused} onClose={() => showRefused(undefined)} />}
    </>
  );
}

function Refused({ outcome, onClose }: { readonly outcome: Outcome; readonly onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} size="lg" title={t("link-table.refused-title")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <p className={formClasses["conflictText"]}>{t("link-table.refused-text", { done: outcome.done, refused: outcome.refused })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls is reached by keyboard */}
      <div className={formClasses["conflictScroll"]} tabIndex={0} role="group" aria-label={t("link-table.refused-title")}>
        <table className={formClasses["conflict"]}>
          <thead>
            <tr>
              <th scope="col">{t("link-table.line")}</th>
              <th scope="col">{t("undo.record")}</th>
              <th scope="col">{t("link-table.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {outcome.problems.map(({ line, name, message }) => (
              <tr key={line}>
                <td>{line}</td>
                <td>{name}</td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}
