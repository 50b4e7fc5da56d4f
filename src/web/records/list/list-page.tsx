/** The list of a module. Its whole state stands in the address; widths and columns are remembered by the browser. */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFileImport, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Suspense, lazy, useMemo, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf, useModule } from "../../api/modules.ts";
import type { ListRequest } from "../../api/records.ts";
import { countQuery } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import type { GridSelection } from "../../ui/data-grid.tsx";
import { useSettled } from "../../shell/use-settled.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { Page } from "../../ui/page.tsx";
import { ListCompanion } from "../record/list-companion.tsx";
import { RecordGrid, useRecordList } from "../record-grid.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { EMPTY_FILTER, isEmptyFilter, toFilter } from "./filter-model.ts";
import { useListPreferences } from "./list-preferences.ts";
import { nextSort, parseSort, readListState, sortText, writeListState } from "./list-state.ts";
import type { ListState } from "./list-state.ts";
import classes from "./list.module.css";

// The rows come first; what narrows and arranges them follows.
const ColumnChooser = lazy(async () => ({ default: (await import("./column-chooser.tsx")).ColumnChooser }));
const FilterBar = lazy(async () => ({ default: (await import("./filter-bar.tsx")).FilterBar }));
const TYPING_PAUSE = 250;

function useListState(): readonly [ListState, (change: Partial<ListState>) => void] {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const { module = "" } = useParams({ strict: false });
  const state = useMemo(() => readListState(search), [search]);
  const change = (part: Partial<ListState>): void =>
    void navigate({ to: "/$module", params: { module }, search: { ...writeListState({ ...state, ...part }) }, replace: "q" in part });
  return [state, change];
}

/** What the grid asks the server for: the sort and columns as they are in effect. */
function useListRequest(module: DescribedModule, state: ListState): Omit<ListRequest, "fields"> {
  return useMemo(() => {
    const filter = toFilter(state.filter);
    return {
      sort: state.sort.length > 0 ? sortText(state.sort) : module.list.sort,
      ...(filter ? { filter } : {}),
      ...(state.q === "" ? {} : { q: state.q }),
    };
  }, [module, state]);
}

export function ListPage() {
  const { module: name = "" } = useParams({ strict: false });
  // Everything on the page begins anew with another module.
  return <ModuleList key={name} module={useModule(name)} />;
}

function ModuleList({ module }: { readonly module: DescribedModule }) {
  const t = useT();
  const text = useLabel();
  const [state, change] = useListState();
  const [preferences, prefer] = useListPreferences(module.name);
  const settled = useSettled();
  const [selection, select] = useState<GridSelection["state"]>({});
  const request = useListRequest(module, state);
  const known = (state.columns ?? preferences.columns ?? module.list.columns).filter((column) => fieldOf(module, column));
  const columnKey = (known.length > 0 ? known : module.list.columns).join();
  const columns = useMemo(() => columnKey.split(","), [columnKey]);
  const { rows } = useRecordList(module, columns, request);
  const total = useQuery(countQuery(module.name, { ...request, fields: [] })).data;
  const setColumns = (next: readonly string[] | undefined): void => {
    prefer({ columns: next ?? module.list.columns });
    change({ columns: next });
  };
  const chosen = rows.filter((record) => selection[record.id]);
  const label = text(module.label);
  return (
    <Page
      documentTitle={label}
      title={
        <>
          <ModuleIcon name={module.icon} size={20} />
          <span>{label}</span>
        </>
      }
      note={
        total && <output>{total.capped ? t("list.count-capped", { count: total.count }) : t("list.count", { count: total.count })}</output>
      }
      actions={<ListActions module={module} />}
    >
      <div className={classes["toolbar"]}>
        <ListSearch value={state.q} onChange={(q) => change({ q })} />
        <Suspense>
          {settled && (
            <>
              <FilterBar module={module} filter={state.filter} onChange={(filter) => change({ filter })} />
              <div className={classes["toolbarEnd"]}>
                <ColumnChooser module={module} columns={columns} onChange={setColumns} onReset={() => setColumns(undefined)} />
              </div>
            </>
          )}
        </Suspense>
      </div>
      <ListCompanion module={module} columns={columns} request={request} />
      <RecordGrid
        module={module}
        columns={columns}
        request={request}
        sort={state.sort.length > 0 ? state.sort : parseSort(module.list.sort)}
        onSort={(column, add) => change({ sort: nextSort(state.sort, column, add) })}
        selection={{ state: selection, onChange: select }}
        widths={preferences.widths}
        onWidths={(widths) => prefer({ widths })}
        onReorder={setColumns}
        {...(total && !total.capped ? { total: total.count + 1 } : {})}
        scrollKey={`${module.name}?${JSON.stringify(request)}`}
        empty={
          <NothingHere
            module={module}
            narrowed={state.q !== "" || !isEmptyFilter(state.filter)}
            onClear={() => change({ q: "", filter: EMPTY_FILTER })}
          />
        }
      />
      {chosen.length > 0 && <BulkBar module={module} chosen={chosen} onDone={() => select({})} />}
    </Page>
  );
}

function ListActions({ module }: { readonly module: DescribedModule }) {
  const t = useT();
  const params = { module: module.name };
  return (
    <>
      {module.rights.import && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconFileImport size={16} />}
          renderRoot={(props) => <Link to="/$module/import" params={params} {...props} />}
        >
          {t("action.import")}
        </Button>
      )}
      {module.rights.create && (
        <Button
          size="xs"
          leftSection={<IconPlus size={16} />}
          title={`${t("action.create")} · C`}
          renderRoot={(props) => <Link to="/$module/new" params={params} {...props} />}
        >
          {t("action.create")}
        </Button>
      )}
    </>
  );
}

/** Searches a moment after the last letter. */
function ListSearch({ value, onChange }: { readonly value: string; readonly onChange: (q: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  const send = useDebouncedCallback(onChange, TYPING_PAUSE);
  // The address may change by itself: back, a link, "clear".
  if (value !== shown) {
    setShown(value);
    setTyped(value);
  }
  return (
    <TextInput
      size="xs"
      type="search"
      className={classes["search"] ?? ""}
      aria-label={t("list.search")}
      placeholder={t("list.search")}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value.trim());
      }}
    />
  );
}

interface NothingHereProps {
  readonly module: DescribedModule;
  readonly narrowed: boolean;
  readonly onClear: () => void;
}
function NothingHere({ module, narrowed, onClear }: NothingHereProps) {
  const t = useT();
  const icon = <ModuleIcon name={module.icon} size={32} />;
  if (narrowed)
    return (
      <EmptyState
        icon={icon}
        title={t("list.none-found")}
        text={t("list.none-found-text")}
        actions={
          <Button variant="default" onClick={onClear}>
            {t("filter.clear")}
          </Button>
        }
      />
    );
  return <EmptyState icon={icon} title={t("list.empty")} text={t("list.empty-text")} actions={<ListActions module={module} />} />;
}
