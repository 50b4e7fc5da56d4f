/** Deleted records of a module: to be brought back, or removed for good. */
import { Button, Modal, Select } from "@mantine/core";
import { IconArrowBackUp, IconTrash, IconTrashX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { DescribedModule } from "../../model/describe.ts";
import { useModule, useModules } from "../api/modules.ts";
import { recordsChanged, writeMany } from "../api/records.ts";
import { useLabel, useT } from "../i18n.tsx";
import { RecordGrid } from "../records/record-grid.tsx";
import { lastModule } from "../shell/last-module.ts";
import type { GridSelection } from "../ui/data-grid.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { errorText } from "../ui/error-state.tsx";
import { showToast } from "../ui/toast.tsx";
import formClasses from "../records/form/form.module.css";
import classes from "./settings.module.css";

const MOST_COLUMNS = 4;

export function RecycleBin() {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const [name, setName] = useState(() => modules.find((module) => module.name === lastModule())?.name ?? modules[0]?.name ?? "");
  return (
    <>
      <Select
        aria-label={t("imports.module")}
        w={260}
        searchable
        data={modules.map((module) => ({ value: module.name, label: text(module.label) }))}
        value={name}
        allowDeselect={false}
        onChange={(next) => next && setName(next)}
        nothingFoundMessage={t("picker.nothing")}
      />
      {name !== "" && <DeletedRecords key={name} module={name} />}
    </>
  );
}

function useBinActions(module: string, onDone: () => void) {
  const t = useT();
  const client = useQueryClient();
  return async (op: "restore" | "purge", ids: readonly string[]): Promise<void> => {
    try {
      const { done, reasons } = await writeMany(
        module,
        ids.map((id) => ({ op, id })),
      );
      await client.invalidateQueries({ queryKey: ["records", module, "one"] });
      await recordsChanged(client, module);
      if (done.length > 0) showToast({ message: t(op === "restore" ? "bin.restored" : "bin.purged", { count: done.length }) });
      if (reasons.length > 0) showToast({ message: reasons.join(" "), tone: "bad" });
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
    onDone();
  };
}

function DeletedRecords({ module: name }: { readonly module: string }) {
  const t = useT();
  const module: DescribedModule = useModule(name);
  const [selection, select] = useState<GridSelection["state"]>({});
  const [asking, setAsking] = useState(false);
  const act = useBinActions(name, () => {
    select({});
    setAsking(false);
  });
  const columns = useMemo(() => module.list.columns.slice(0, MOST_COLUMNS), [module]);
  const request = useMemo(() => ({ deleted: true, sort: "-modified_at" }), []);
  const ids = Object.keys(selection).filter((id) => selection[id]);
  return (
    <>
      <div className={formClasses["dialogFoot"]} style={{ justifyContent: "flex-start", marginTop: 0 }}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          disabled={ids.length === 0}
          onClick={() => void act("restore", ids)}
        >
          {t("bin.restore")}
        </Button>
        {module.rights.delete && (
          <Button
            size="xs"
            variant="subtle"
            color="red"
            leftSection={<IconTrashX size={16} />}
            disabled={ids.length === 0}
            onClick={() => setAsking(true)}
          >
            {t("bin.purge")}
          </Button>
        )}
      </div>
      <div className={classes["framed"]}>
        <RecordGrid
          module={module}
          columns={columns}
          request={request}
          selection={{ state: selection, onChange: select }}
          plain
          empty={<EmptyState icon={<IconTrash size={32} stroke={1.5} aria-hidden />} title={t("bin.empty")} />}
        />
      </div>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("bin.purge-title")}
        size="sm"
        centered
        closeButtonProps={{ "aria-label": t("action.close") }}
      >
        {t("bin.purge-text", { count: ids.length })}
        <div className={formClasses["dialogFoot"]}>
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {t("action.cancel")}
          </Button>
          <Button color="red" onClick={() => void act("purge", ids)}>
            {t("bin.purge")}
          </Button>
        </div>
      </Modal>
    </>
  );
}
