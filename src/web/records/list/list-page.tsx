/** The list of a module. Its whole state stands in the address; widths and columns are remembered by the browser. */
import { Button } from "@mantine/core";
import { IconArrowMerge, IconFileImport, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Suspense, lazy, useMemo, useState } from "react";
import { mayMerge } from "../../../features/duplicates/web/may-merge.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { useModule } from "../../api/modules.ts";
import type { ListRequest } from "../../api/records.ts";
import { countQuery } from "../../api/records.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { useActions } from "../../shell/keys/actions.ts";
import { useSettled } from "../../shell/use-settled.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { Page } from "../../ui/page.tsx";
import { ToolButton } from "../../ui/tool-button.tsx";
import { ListCompanion } from "../record/list-companion.tsx";
import { fieldAt, referencesOf, useTargets } from "../path-fields.ts";
import { RecordGrid } from "../record-grid.tsx";
import { useColumnSums } from "./column-sums.tsx";
import { EMPTY_FILTER, isEmptyFilter, toFilter } from "./filter-model.ts";
import { useListPreferences } from "./list-preferences.ts";
import { ListSearch } from "./list-search.tsx";
import { nextSort, parseSort, readListState, sortText } from "./list-state.ts";
import type { ListState } from "./list-state.ts";
import { useIsWide } from "./use-is-wide.ts";
import { useListRows } from "./use-list-rows.tsx";
import { useListState } from "./use-list-state.ts";
import { ViewTabs } from "./view-tabs.tsx";
import { ViewTypeSwitch } from "./view-type.tsx";
import classes from "./list.module.css";

// The rows come first; what narrows and arranges them follows.
const ColumnChooser = lazy(async () => ({ default: (await import("./column-chooser.tsx")).ColumnChooser }));
const BoardBody = lazy(async () => ({ default: (await import("../board/board-body.tsx")).BoardBody }));
const BoardOptions = lazy(async () => ({ default: (await import("../board/board-options.tsx")).BoardOptions }));
const CalendarBody = lazy(async () => ({ default: (await import("../calendar/calendar-body.tsx")).CalendarBody }));
const SplitList = lazy(async () => ({ default: (await import("../split/split-list.tsx")).SplitList }));
const FilterBar = lazy(async () => ({ default: (await import("./filter-bar.tsx")).FilterBar }));

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
  const open = useListState(module.name);
  const { state, change, view, changed } = open;
  const [preferences, prefer] = useListPreferences(module.name, view?.id);
  const settled = useSettled();
  const request = useListRequest(module, state);
  const columns = useColumns(module, state.columns ?? (view ? undefined : preferences.columns));
  const countKey = JSON.stringify([request.filter, request.q]);
  const [countedAll, countAll] = useState<string>();
  const exact = countedAll === countKey;
  const total = useQuery({
    ...countQuery(module.name, { ...request, fields: [] }, exact ? "exact" : "estimate"),
    enabled: !open.waiting,
  }).data;
  const widths = useMemo(() => ({ ...view?.widths, ...preferences.widths }), [view, preferences.widths]);
  const setColumns = (next: readonly string[] | undefined): void => {
    if (!view) prefer({ columns: next ?? module.list.columns });
    change({ columns: next });
  };
  const rows = useListRows(module, { open, request, columns, total });
  const footer = useColumnSums(module, { columns, request, chosen: preferences.sums, onChoose: (sums) => prefer({ sums }) });
  const label = text(module.label);
  const wide = useIsWide();
  const narrowed = state.q !== "" || !isEmptyFilter(state.filter);
  const clear = (): void => change({ q: "", filter: EMPTY_FILTER });
  const reset = (): void => change(readListState({ view: view?.id, q: state.q }, view));
  return (
    <Page
      documentTitle={view ? `${view.name} · ${label}` : label}
      title={
        <>
          <ModuleIcon name={module.icon} size={20} />
          <span>{label}</span>
        </>
      }
      note={total && <CountNote total={total} onCountAll={() => countAll(countKey)} />}
      actions={<ListActions module={module} />}
    >
      {open.views && (
        <ViewTabs
          module={module}
          views={open.views}
          view={view}
          changed={changed}
          content={() => ({
            type: state.type,
            filter: toFilter(state.filter) ?? null,
            columns,
            sort: request.sort ?? null,
            widths,
            settings: state.type === "kanban" || state.type === "calendar" ? state.settings : null,
          })}
          onReset={reset}
        />
      )}
      <div className={classes["toolbar"]}>
        <ListSearch value={state.q} onChange={(q) => change({ q })} />
        <Suspense>
          {settled && (
            <>
              <FilterBar module={module} filter={state.filter} onChange={(filter) => change({ filter })} />
              <div className={classes["toolbarEnd"]}>
                {state.type === "kanban" && (
                  <BoardOptions module={module} settings={state.settings} onChange={(settings) => change({ settings })} />
                )}
                {state.type !== "calendar" && (
                  <ColumnChooser
                    module={module}
                    columns={columns}
                    onChange={setColumns}
                    onReset={() => setColumns(view?.columns ?? undefined)}
                    {...(state.type === "list"
                      ? {
                          sums: {
                            shown: preferences.sums !== undefined,
                            onChange: (shown: boolean) => prefer({ sums: shown ? {} : undefined }),
                          },
                        }
                      : {})}
                  />
                )}
                <ViewTypeSwitch module={module} type={state.type} onChange={(type) => change({ type, settings: {} })} />
              </div>
            </>
          )}
        </Suspense>
      </div>
      {!open.waiting && <ListCompanion module={module} columns={columns} request={request} panel={state.type !== "split" || !wide} />}
      {open.waiting ? null : open.lost ? (
        <EmptyState title={t("views.lost")} text={t("views.lost-text")} />
      ) : state.type === "kanban" ? (
        <Suspense>
          <BoardBody
            module={module}
            columns={columns}
            request={request}
            settings={state.settings}
            onSettings={(settings) => change({ settings })}
            peek={open.peek}
            onPeek={open.setPeek}
          />
        </Suspense>
      ) : state.type === "calendar" ? (
        <Suspense>
          <CalendarBody
            module={module}
            request={request}
            settings={state.settings}
            onSettings={(settings) => change({ settings })}
            onPeek={open.setPeek}
          />
        </Suspense>
      ) : state.type === "split" && wide ? (
        <Suspense>
          <SplitList
            {...rows.grid}
            module={module}
            columns={columns}
            request={request}
            onRecord={open.setPeek}
            empty={<NothingHere module={module} narrowed={narrowed} onClear={clear} />}
          />
        </Suspense>
      ) : (
        <RecordGrid
          {...rows.grid}
          module={module}
          columns={columns}
          request={request}
          sort={parseSort(request.sort ?? "")}
          onSort={(column, add) => change({ sort: nextSort(state.sort, column, add) })}
          widths={widths}
          onWidths={(next) => prefer({ widths: next })}
          onReorder={setColumns}
          footer={footer}
          {...(total && !total.capped ? { total: total.count + 1 } : {})}
          scrollKey={`${module.name}?${JSON.stringify(request)}`}
          empty={<NothingHere module={module} narrowed={narrowed} onClear={clear} />}
        />
      )}
      {rows.bar}
    </Page>
  );
}

/** The columns that this user may see, as one array as long as they are the same. */
function useColumns(module: DescribedModule, wanted: readonly string[] | undefined): readonly string[] {
  const targets = useTargets(module, referencesOf(wanted ?? []));
  const shown = (wanted ?? module.list.columns).filter((path) => fieldAt(module, path, targets));
  const key = (shown.length > 0 ? shown : module.list.columns).join();
  return useMemo(() => key.split(","), [key]);
}

/** How many there are; of very many only as far as one counts in passing, unless asked. */
function CountNote({
  total,
  onCountAll,
}: {
  readonly total: { readonly count: number; readonly capped: boolean };
  readonly onCountAll: () => void;
}) {
  const t = useT();
  return (
    <>
      <output>{t(total.capped ? "list.count-capped" : "list.count", { count: total.count })}</output>
      {total.capped && (
        <>
          {" "}
          <button type="button" className={classes["countAll"]} onClick={onCountAll}>
            {t("list.count-all")}
          </button>
        </>
      )}
    </>
  );
}

function ListActions({ module, empty = false }: { readonly module: DescribedModule; readonly empty?: boolean }) {
  const t = useT();
  const params = { module: module.name };
  const navigate = useNavigate();
  const merges = mayMerge(module);
  const toDuplicates = { to: "/$module/duplicates", params } as const;
  useActions([
    {
      id: "list.duplicates",
      label: t("duplicates.begin"),
      group: "list",
      href: `/${module.name}/duplicates`,
      run: () => void navigate(toDuplicates),
      when: merges,
    },
  ]);
  return (
    <>
      {merges && !empty && (
        <ToolButton
          variant="default"
          size="xs"
          icon={<IconArrowMerge size={16} aria-hidden />}
          word="never"
          renderRoot={(props) => <Link {...toDuplicates} {...props} />}
        >
          {t("duplicates.begin")}
        </ToolButton>
      )}
      {module.rights.import && (
        <ToolButton
          variant="default"
          size="xs"
          icon={<IconFileImport size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/$module/import" params={params} {...props} />}
        >
          {t("action.import")}
        </ToolButton>
      )}
      {module.rights.create && (
        <ToolButton
          size="xs"
          icon={<IconPlus size={16} aria-hidden />}
          title={`${t("action.create")} · C`}
          renderRoot={(props) => <Link to="/$module/new" params={params} {...props} />}
        >
          {t("action.create")}
        </ToolButton>
      )}
    </>
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
  return <EmptyState icon={icon} title={t("list.empty")} text={t("list.empty-text")} actions={<ListActions module={module} empty />} />;
}
