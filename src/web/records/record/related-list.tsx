/** A related list as a whole: the same grid as everywhere, with adding, linking and unlinking. */
import { ActionIcon, Button } from "@mantine/core";
import { IconLink, IconPlus, IconUnlink } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { Relation } from "../../../model/define.ts";
import { useModule } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import type { GridSort } from "../../ui/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { nextSort, parseSort, sortText } from "../list/list-state.ts";
import { RecordGrid } from "../record-grid.tsx";
import { LinkPicker } from "./link-picker.tsx";
import { useAddRelated } from "./use-add-related.ts";
import classes from "./record.module.css";

interface RelatedListProps {
  readonly owner: DescribedModule;
  readonly record: RecordData;
  readonly relation: Relation;
}
export function RelatedList({ owner, record, relation }: RelatedListProps) {
  const t = useT();
  const text = useLabel();
  const module = useModule(relation.module);
  const [sort, setSort] = useState<readonly GridSort[]>([]);
  const [picking, setPicking] = useState(false);
  const { create, link, unlink } = useAddRelated(owner, record, relation);
  const columns = useMemo(() => module.list.columns.filter((name) => name !== relation.field), [module, relation.field]);
  const request = useMemo(
    () => ({
      sort: sort.length > 0 ? sortText(sort) : module.list.sort,
      related: { module: owner.name, id: record.id, relation: relation.name },
    }),
    [sort, module, owner.name, record.id, relation.name],
  );
  // Only true links can be taken off without touching the other record's own field.
  const unlinkable = relation.kind === "link" && (record.rights?.edit ?? owner.rights.edit);
  const rowActions = useCallback(
    (row: RecordData) => (
      <ActionIcon
        size={28}
        aria-label={t("related.unlink", { name: row.label })}
        title={t("related.unlink-short")}
        onClick={() => void unlink([row.id])}
      >
        <IconUnlink size={16} />
      </ActionIcon>
    ),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `unlink` changes with every render, what it does doesn't
    [t, owner.name, record.id, relation.name],
  );
  const buttons = (
    <>
      {module.rights.create && (
        <Button size="xs" leftSection={<IconPlus size={16} />} onClick={create}>
          {t("related.new", { what: text(module.singular) })}
        </Button>
      )}
      <Button size="xs" variant="default" leftSection={<IconLink size={16} />} onClick={() => setPicking(true)}>
        {t("related.link")}
      </Button>
    </>
  );
  return (
    <section className={classes["list"]} aria-label={text(relation.label)}>
      <div className={classes["listBar"]}>{buttons}</div>
      <RecordGrid
        module={module}
        columns={columns}
        request={request}
        sort={sort.length > 0 ? sort : parseSort(module.list.sort)}
        onSort={(column, add) => setSort(nextSort(sort, column, add))}
        {...(unlinkable ? { rowActions } : {})}
        empty={
          <EmptyState
            icon={<ModuleIcon name={module.icon} size={32} />}
            title={t("related.empty")}
            text={t("related.empty-text", { name: record.label })}
            actions={buttons}
          />
        }
      />
      <LinkPicker opened={picking} module={module} exclude={record.id} onClose={() => setPicking(false)} onPick={link} />
    </section>
  );
}
