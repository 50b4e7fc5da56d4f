/** A related list as a whole: the same grid as everywhere, with adding, linking and unlinking. */
import { ActionIcon, Button } from "@mantine/core";
import { IconExternalLink, IconLink, IconPlus, IconUnlink } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Suspense, lazy, useCallback, useMemo, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { Relation } from "../../../model/define.ts";
import { useModule } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { useLabel, useT } from "../../i18n.tsx";
import type { ListRequest } from "../../api/records.ts";
import type { Filter } from "../../../model/filter/ast.ts";
import type { GridSelection, GridSort } from "../../ui/grid-props.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { BulkBar } from "../list/bulk-bar.tsx";
import type { BulkQuestion } from "../list/bulk-bar.tsx";
import { EMPTY_FILTER, isEmptyFilter, toFilter } from "../list/filter-model.ts";
import { useListPreferences } from "../list/list-preferences.ts";
import { ListSearch } from "../list/list-search.tsx";
import { ALL, nextSort, parseSort, sortText } from "../list/list-state.ts";
import { withLinkFields } from "../link-columns.ts";
import { RecordGrid } from "../record-grid.tsx";
import { LinkPicker } from "./link-picker.tsx";
import { useAddRelated } from "./use-add-related.ts";
import classes from "./record.module.css";

// The rows come first.
const ColumnChooser = lazy(async () => ({ default: (await import("../list/column-chooser.tsx")).ColumnChooser }));
const LinkTableMenu = lazy(async () => ({
  default: (await import("../../../features/link-tables/web/link-table-menu.tsx")).LinkTableMenu,
}));
const FilterBar = lazy(async () => ({ default: (await import("../list/filter-bar.tsx")).FilterBar }));

/** The same records in the module's own list: the relation as one more condition. */
function fullList(field: string, record: RecordData, request: ListRequest | Omit<ListRequest, "fields">): Record<string, string> {
  const relation: Filter = { field, op: "eq", value: record.id };
  const filter: Filter = request.filter
    ? { and: [relation, ...("and" in request.filter ? request.filter.and : [request.filter])] }
    : relation;
  return { filter: JSON.stringify(filter), ...(request.q ? { q: request.q } : {}), view: ALL };
}

interface RelatedBulkProps {
  readonly module: DescribedModule;
  readonly request: Omit<ListRequest, "fields">;
  readonly columns: readonly string[];
  readonly selection: GridSelection["state"];
  readonly onDone: () => void;
}
function RelatedBulk({ module, request, columns, selection, onDone }: RelatedBulkProps) {
  const [asked, ask] = useState<BulkQuestion>();
  const ids = Object.keys(selection).filter((id) => selection[id]);
  if (ids.length === 0) return null;
  return (
    <BulkBar
      module={module}
      choice={{ ids, all: false }}
      request={request}
      columns={columns}
      total={undefined}
      onChooseAll={() => {}}
      onDone={onDone}
      asked={asked}
      onAsk={ask}
    />
  );
}

interface RelatedListProps {
  readonly owner: DescribedModule;
  readonly record: RecordData;
  readonly relation: Relation;
}
export function RelatedList({ owner, record, relation }: RelatedListProps) {
  const t = useT();
  const text = useLabel();
  const other = useModule(relation.module);
  // Only true links can be taken off, and their own values changed, without touching the other record's own field.
  const unlinkable = relation.kind === "link" && (record.rights?.edit ?? owner.rights.edit);
  const module = useMemo(() => withLinkFields(other, relation, unlinkable), [other, relation, unlinkable]);
  const [sort, setSort] = useState<readonly GridSort[]>([]);
  const [filter, setFilter] = useState(EMPTY_FILTER);
  const [q, setQ] = useState("");
  const [selection, select] = useState<GridSelection["state"]>({});
  // The columns of this list on all records of the module, remembered as those of lists are.
  const [preferences, prefer] = useListPreferences(`${owner.name}.${relation.name}`, undefined);
  const [picking, setPicking] = useState(false);
  const { create, link, unlink } = useAddRelated(owner, record, relation);
  const usual = useMemo(() => module.list.columns.filter((name) => name !== relation.field), [module, relation.field]);
  const columns = preferences.columns ?? usual;
  const request = useMemo(
    () => ({
      sort: sort.length > 0 ? sortText(sort) : module.list.sort,
      ...(isEmptyFilter(filter) ? {} : { filter: toFilter(filter) as Filter }),
      ...(q === "" ? {} : { q }),
      related: { module: owner.name, id: record.id, relation: relation.name },
    }),
    [sort, filter, q, module, owner.name, record.id, relation.name],
  );
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
      <div className={classes["listBar"]}>
        <ListSearch value={q} onChange={setQ} />
        <Suspense>
          <FilterBar module={module} filter={filter} onChange={setFilter} />
          <ColumnChooser
            module={module}
            columns={columns}
            onChange={(next) => prefer({ columns: next })}
            onReset={() => prefer({ columns: undefined })}
          />
        </Suspense>
        {buttons}
        {relation.kind === "children" && relation.field !== undefined && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconExternalLink size={16} />}
            renderRoot={(props) => (
              <Link to="/$module" params={{ module: module.name }} search={fullList(relation.field ?? "", record, request)} {...props} />
            )}
          >
            {t("related.open-list")}
          </Button>
        )}
        {relation.fields && (
          <Suspense>
            <LinkTableMenu
              owner={{ module: owner.name, id: record.id, relation: relation.name }}
              module={module.name}
              mayExport={owner.rights.export && other.rights.export}
              mayImport={unlinkable && owner.rights.import && other.rights.import}
            />
          </Suspense>
        )}
      </div>
      <RecordGrid
        module={module}
        columns={columns}
        request={request}
        sort={sort.length > 0 ? sort : parseSort(module.list.sort)}
        onSort={(column, add) => setSort(nextSort(sort, column, add))}
        selection={{ state: selection, onChange: select }}
        widths={preferences.widths}
        onWidths={(widths) => prefer({ widths })}
        onReorder={(next) => prefer({ columns: next })}
        {...(unlinkable ? { rowActions } : {})}
        empty={
          q !== "" || !isEmptyFilter(filter) ? (
            <EmptyState title={t("list.none-found")} text={t("list.none-found-text")} />
          ) : (
            <EmptyState
              icon={<ModuleIcon name={module.icon} size={32} />}
              title={t("related.empty")}
              text={t("related.empty-text", { name: record.label })}
              actions={buttons}
            />
          )
        }
      />
      <RelatedBulk module={module} request={request} columns={columns} selection={selection} onDone={() => select({})} />
      <LinkPicker
        opened={picking}
        module={other}
        exclude={record.id}
        onClose={() => setPicking(false)}
        onPick={async (ids) => {
          await link(ids);
          setPicking(false);
        }}
      />
    </section>
  );
}
