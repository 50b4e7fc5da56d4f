/** The views of a list as tabs: real links; what was changed on the screen is marked, and kept only when one says so. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDotsVertical, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Suspense, lazy, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { arrangementQuery, useArrangeViews, useChangeView } from "../../api/views.ts";
import type { SavedView, ViewValues } from "../../api/views.ts";
import { useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { ALL } from "./list-state.ts";
import { inOrder } from "./view-order.ts";
import { ViewMenuItems } from "./view-menu.tsx";
import classes from "./list.module.css";

const ViewDialog = lazy(async () => ({ default: (await import("./view-dialog.tsx")).ViewDialog }));

/** The arrangement on the screen, as a view would keep it. */
export type ViewContent = Pick<ViewValues, "filter" | "columns" | "sort" | "widths">;
export type ViewQuestion = { readonly kind: "create" | "rename" | "remove"; readonly name: string };

interface ViewTabsProps {
  readonly module: DescribedModule;
  readonly views: readonly SavedView[];
  readonly view: SavedView | undefined;
  readonly changed: boolean;
  readonly content: () => ViewContent;
  readonly onReset: () => void;
}
export function ViewTabs({ module, views, view, changed, content, onReset }: ViewTabsProps) {
  const t = useT();
  const navigate = useNavigate();
  const arrangement = useQuery(arrangementQuery(module.name)).data ?? {};
  const arrange = useArrangeViews(module.name);
  const change = useChangeView(module.name);
  const [asking, ask] = useState<ViewQuestion>();
  const [dragged, drag] = useState<string>();
  const all = inOrder(views, arrangement.order);
  const tabs = all.filter((each) => each.pinned || each.id === view?.id);
  const go = (id: string): void => void navigate({ to: "/$module", params: { module: module.name }, search: { view: id } });
  const attempt = async (work: Promise<SavedView | undefined>, then?: (saved: SavedView | undefined) => void): Promise<void> => {
    try {
      const saved = await work;
      ask(undefined);
      then?.(saved);
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  const update = (values: Partial<ViewValues>): void => {
    if (view) void attempt(change.mutateAsync({ id: view.id, change: values }), "filter" in values ? onReset : undefined);
  };
  const answer = (name: string, shared: boolean): void => {
    if (asking?.kind === "rename") return update({ name, shared });
    if (asking?.kind === "create")
      return void attempt(change.mutateAsync({ create: { ...content(), name, shared } }), (saved) => saved && go(saved.id));
    if (view) void attempt(change.mutateAsync({ remove: view.id }), () => go(ALL));
  };
  const order = (ids: readonly string[]): void => arrange.mutate({ ...arrangement, order: ids });
  const drop = (on: string): void => {
    const ids = all.map(({ id }) => id);
    if (dragged !== undefined && dragged !== on) {
      const rest = ids.filter((id) => id !== dragged);
      order(rest.toSpliced(rest.indexOf(on) + (ids.indexOf(dragged) < ids.indexOf(on) ? 1 : 0), 0, dragged));
    }
    drag(undefined);
  };
  const opensWith = arrangement.opensWith;
  return (
    <nav className={classes["views"]} aria-label={t("views.title")}>
      <div className={classes["tabs"]}>
        <ViewTab
          module={module}
          id={opensWith === undefined ? undefined : ALL}
          name={t("views.all")}
          current={!view}
          changed={!view && changed}
        />
        {tabs.map((each) => (
          <ViewTab
            key={each.id}
            module={module}
            id={each.id}
            name={each.name}
            shared={each.shared}
            current={each.id === view?.id}
            changed={each.id === view?.id && changed}
            onDragStart={() => drag(each.id)}
            onDrop={() => drop(each.id)}
          />
        ))}
      </div>
      <div className={classes["viewTools"]}>
        {tabs.length < all.length && <OtherViews views={all.filter((each) => !tabs.includes(each))} onGo={go} />}
        {changed && (
          <>
            {view?.rights.edit && (
              <Button size="compact-sm" variant="light" onClick={() => update(content())}>
                {t("action.save")}
              </Button>
            )}
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => ask({ kind: "create", name: "" })}>
              {t("views.save-as")}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onReset}>
              {t("views.reset")}
            </Button>
          </>
        )}
        <Menu position="bottom-start" width={240}>
          <Menu.Target>
            <ActionIcon size={28} aria-label={t("views.menu")} title={t("views.menu")}>
              <IconDotsVertical size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <ViewMenuItems
              view={view}
              order={all.map(({ id }) => id)}
              opensWith={opensWith}
              onAsk={ask}
              onUpdate={update}
              onOrder={order}
              onOpenWith={(id) =>
                arrange.mutate({
                  ...(arrangement.order ? { order: arrangement.order } : {}),
                  ...(id === undefined ? {} : { opensWith: id }),
                })
              }
            />
          </Menu.Dropdown>
        </Menu>
      </div>
      <Suspense>
        {asking && (
          <ViewDialog
            question={asking}
            shared={asking.kind === "rename" && view?.shared === true}
            onAnswer={answer}
            onClose={() => ask(undefined)}
          />
        )}
      </Suspense>
    </nav>
  );
}

interface ViewTabProps {
  readonly module: DescribedModule;
  readonly id: string | undefined;
  readonly name: string;
  readonly shared?: boolean;
  readonly current: boolean;
  readonly changed: boolean;
  readonly onDragStart?: () => void;
  readonly onDrop?: () => void;
}
function ViewTab({ module, id, name, shared = false, current, changed, onDragStart, onDrop }: ViewTabProps) {
  const t = useT();
  return (
    <Link
      to="/$module"
      params={{ module: module.name }}
      search={id === undefined ? {} : { view: id }}
      className={classes["view"]}
      activeOptions={{ exact: true, includeSearch: true }}
      activeProps={{}}
      aria-current={current ? "page" : undefined}
      preload={false}
      title={name}
      draggable={onDrop !== undefined}
      onDragStart={onDragStart}
      onDragOver={(event) => onDrop && event.preventDefault()}
      onDrop={onDrop}
    >
      {shared && <IconUsers size={14} aria-label={t("views.shared")} role="img" />}
      <span>{name}</span>
      {changed && <i className={classes["unsaved"]} role="img" aria-label={t("views.unsaved")} title={t("views.unsaved")} />}
    </Link>
  );
}

function OtherViews({ views, onGo }: { readonly views: readonly SavedView[]; readonly onGo: (id: string) => void }) {
  const t = useT();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" rightSection={<IconChevronDown size={14} />}>
          {t("views.others", { count: views.length })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => (
          <Menu.Item key={view.id} leftSection={view.shared ? <IconUsers size={14} aria-hidden /> : null} onClick={() => onGo(view.id)}>
            {view.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
