/** Beside the tabs: keeping or dropping what was changed on the screen, and the menu of the view. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDotsVertical, IconUsers } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { Suspense, lazy, useState } from "react";
import { useArrangeViews, useChangeView } from "../../api/views.ts";
import type { SavedView, ViewArrangement, ViewValues } from "../../api/views.ts";
import { useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { ALL } from "./list-state.ts";
import { ViewMenuItems } from "./view-menu.tsx";
import type { ViewQuestion } from "./view-menu.tsx";
import type { ViewTabsProps } from "./view-tabs.tsx";
import classes from "./list.module.css";

const ShareViewDialog = lazy(async () => ({ default: (await import("./share-view-dialog.tsx")).ShareViewDialog }));
const ViewDialog = lazy(async () => ({ default: (await import("./view-dialog.tsx")).ViewDialog }));

interface ViewToolsProps extends Omit<ViewTabsProps, "views"> {
  /** All views in their order, and those of them that have no tab. */
  readonly all: readonly SavedView[];
  readonly others: readonly SavedView[];
  readonly arrangement: ViewArrangement;
}
export function ViewTools({ module, all, others, arrangement, view, changed, content, onReset }: ViewToolsProps) {
  const t = useT();
  const navigate = useNavigate();
  const arrange = useArrangeViews(module.name);
  const change = useChangeView(module.name);
  const [asking, ask] = useState<ViewQuestion>();
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
  const { opensWith } = arrangement;
  return (
    <>
      <div className={classes["viewTools"]}>
        {others.length > 0 && <OtherViews views={others} onGo={go} />}
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
              onOrder={(order) => arrange.mutate({ ...arrangement, order })}
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
        {asking?.kind === "share" && view && <ShareViewDialog view={view} onSave={update} onClose={() => ask(undefined)} />}
        {asking && asking.kind !== "share" && (
          <ViewDialog
            question={asking}
            shared={asking.kind === "rename" && view?.shared === true}
            onAnswer={answer}
            onClose={() => ask(undefined)}
          />
        )}
      </Suspense>
    </>
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
          <Menu.Item
            key={view.id}
            leftSection={view.shared || view.shared_with.length > 0 ? <IconUsers size={14} aria-hidden /> : null}
            onClick={() => onGo(view.id)}
          >
            {view.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
