/** The views of a list as tabs: real links; what was changed on the screen is marked, and kept only when one says so. */
import { IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, lazy, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import type { ViewType } from "../../../model/view-settings.ts";
import { arrangementQuery, useArrangeViews } from "../../api/views.ts";
import type { SavedView, ViewArrangement, ViewValues } from "../../api/views.ts";
import { useT } from "../../i18n.tsx";
import { useSettled } from "../../shell/use-settled.ts";
import { ALL } from "./list-state.ts";
import { inOrder } from "./view-order.ts";
import { ViewTypeIcon } from "./view-type.tsx";
import classes from "./list.module.css";

// The tabs come first; what is done with them follows.
const ViewTools = lazy(async () => ({ default: (await import("./view-tools.tsx")).ViewTools }));

/** The arrangement on the screen, as a view would keep it. */
export type ViewContent = Pick<ViewValues, "type" | "filter" | "columns" | "sort" | "widths" | "settings">;

export interface ViewTabsProps {
  readonly module: DescribedModule;
  readonly views: readonly SavedView[];
  readonly view: SavedView | undefined;
  readonly changed: boolean;
  readonly content: () => ViewContent;
  readonly onReset: () => void;
}
const NONE: ViewArrangement = {};

export function ViewTabs(props: ViewTabsProps) {
  const { module, views, view, changed } = props;
  const t = useT();
  const settled = useSettled();
  const arrangement = useQuery(arrangementQuery(module.name)).data ?? NONE;
  const arrange = useArrangeViews(module.name);
  const [dragged, drag] = useState<string>();
  const all = inOrder(views, arrangement.order);
  const tabs = all.filter((each) => each.pinned || each.id === view?.id);
  const drop = (on: string): void => {
    const ids = all.map(({ id }) => id);
    if (dragged !== undefined && dragged !== on) {
      const rest = ids.filter((id) => id !== dragged);
      const order = rest.toSpliced(rest.indexOf(on) + (ids.indexOf(dragged) < ids.indexOf(on) ? 1 : 0), 0, dragged);
      arrange.mutate({ ...arrangement, order });
    }
    drag(undefined);
  };
  return (
    <nav className={classes["views"]} aria-label={t("views.title")}>
      <div className={classes["tabs"]}>
        <ViewTab
          module={module}
          id={arrangement.opensWith === undefined ? undefined : ALL}
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
            type={each.type}
            shared={each.shared || each.shared_with.length > 0}
            current={each.id === view?.id}
            changed={each.id === view?.id && changed}
            onDragStart={() => drag(each.id)}
            onDrop={() => drop(each.id)}
          />
        ))}
      </div>
      <Suspense>
        {settled && <ViewTools {...props} all={all} others={all.filter((each) => !tabs.includes(each))} arrangement={arrangement} />}
      </Suspense>
    </nav>
  );
}

interface ViewTabProps {
  readonly module: DescribedModule;
  readonly id: string | undefined;
  readonly name: string;
  readonly type?: ViewType;
  readonly shared?: boolean;
  readonly current: boolean;
  readonly changed: boolean;
  readonly onDragStart?: () => void;
  readonly onDrop?: () => void;
}
function ViewTab({ module, id, name, type = "list", shared = false, current, changed, onDragStart, onDrop }: ViewTabProps) {
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
      <ViewTypeIcon type={type} />
      {shared && <IconUsers size={14} aria-label={t("views.shared")} role="img" />}
      <span>{name}</span>
      {changed && <i className={classes["unsaved"]} role="img" aria-label={t("views.unsaved")} title={t("views.unsaved")} />}
    </Link>
  );
}
