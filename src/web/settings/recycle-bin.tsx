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
import { offerUndo } from "../records/undo/undo-offers.ts";
import { lastModule } from "../shell/last-module.ts";
import { nextSort, sortText } from "../records/list/list-state.ts";
import type { GridSelection, GridSort } from "../ui/grid-props.ts";
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
      const { done, reasons, operations } = await writeMany(
        module,
        ids.map((id) => ({ op, id })),
      );
      await client.invalidateQueries({ queryKey: ["records", module, "one"] });
      await recordsChanged(client, module);
      const message = t(op === "restore" ? "bin.restored" : "bin.purged", { count: done.length });
      // What was removed for good doesn't come back.
      if (done.length > 0) offerUndo({ message, operations: op === "restore" ? operations : [] });
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
  const [sort, setSort] = useState<readonly GridSort[]>([]);
  const request = useMemo(() => ({ deleted: true, sort: sort.length > 0 ? sortText(sort) : "-modified_at" }), [sort]);
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
          sort={sort}
          onSort={(column, add) => setSort(nextSort(sort, column, add))}
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
