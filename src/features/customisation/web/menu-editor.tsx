/** The app menu: modules within their groups and between them; what stands under "not in the menu" is hidden. */
import { Button, Select } from "@mantine/core";
import { DndContext, closestCenter, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, arrayMove, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MENU_GROUPS, type MenuGroup } from "../../../model/define.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "./customisation.module.css";
import { menuQuery, saveMenu, useChange, type MenuData } from "./customisation-api.ts";
import { SortableLine, useDragSensors } from "./sortable.tsx";

export function MenuEditor() {
  const { data } = useSuspenseQuery(menuQuery);
  return <Groups key={JSON.stringify(data)} menu={data} />;
}

function Groups({ menu }: { readonly menu: MenuData }) {
  const t = useT();
  const text = useLabel();
  const sensors = useDragSensors();
  const [groups, setGroups] = useState(menu.groups);
  const save = useChange(() =>
    saveMenu({ groups: groups.map(({ group, modules }) => ({ group, modules: modules.map(({ name }) => name) })) }),
  );
  const title = (group: MenuGroup): string => (group === "none" ? t("customisation.not-in-menu") : t(`menu.${group}`));
  const drop = ({ active, over }: DragEndEvent): void => {
    if (!over) return;
    setGroups(
      groups.map((one) => {
        const place = (id: unknown): number => one.modules.findIndex(({ name }) => name === id);
        const [from, to] = [place(active.id), place(over.id)];
        return from < 0 || to < 0 ? one : { ...one, modules: arrayMove([...one.modules], from, to) };
      }),
    );
  };
  const move = (name: string, to: string | null): void => {
    const module = groups.flatMap(({ modules }) => modules).find((one) => one.name === name);
    if (!module || to === null) return;
    setGroups(
      groups.map((one) => ({
        ...one,
        modules: [...one.modules.filter((each) => each.name !== name), ...(one.group === to ? [module] : [])],
      })),
    );
  };
  const send = (): void =>
    save.mutate(undefined, {
      onSuccess: () => showToast({ message: t("settings.saved") }),
      onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
    });
  return (
    <div className={classes["editor"]}>
      <div className={classes["bar"]}>
        <Button size="xs" onClick={send} loading={save.isPending} disabled={groups === menu.groups}>
          {t("action.save")}
        </Button>
        <span className={classes["soft"]}>{t("customisation.menu-hint")}</span>
      </div>
      {groups.map(({ group, modules }) => (
        <section key={group} className={classes["block"]} aria-label={title(group)}>
          <header className={classes["block-head"]}>
            <h3>{title(group)}</h3>
          </header>
          <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
            <SortableContext items={modules.map(({ name }) => name)} strategy={verticalListSortingStrategy}>
              <div className={classes["fields"]} data-columns="1">
                {modules.map((module) => (
                  <SortableLine key={module.name} id={module.name} name={text(module.label)} className={classes["field"]}>
                    <ModuleIcon name={module.icon} />
                    <span className={classes["field-name"]}>{text(module.label)}</span>
                    <Select
                      size="xs"
                      variant="unstyled"
                      w={170}
                      aria-label={t("customisation.menu-place")}
                      allowDeselect={false}
                      value={group}
                      data={MENU_GROUPS.map((one) => ({ value: one, label: title(one) }))}
                      onChange={(to) => move(module.name, to)}
                    />
                  </SortableLine>
                ))}
                {modules.length === 0 && <p className={classes["soft"]}>{t("customisation.empty-group")}</p>}
              </div>
            </SortableContext>
          </DndContext>
        </section>
      ))}
    </div>
  );
}
