/** The app menu: modules within their groups and between them, groups of one's own; what stands under "not in the menu" is hidden. */
import { ActionIcon, Alert, Button, Select, Tooltip } from "@mantine/core";
import { DndContext, closestCenter, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, arrayMove, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OwnMenuGroup } from "../../../model/define.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { useGroupName } from "../../../web/ui/menu-group.ts";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "./customisation.module.css";
import { menuQuery, saveMenu, useChange, type MenuData } from "./customisation-api.ts";
import { LabelsInput, filledLabel } from "./labels-input.tsx";
import { SortableLine, useDragSensors } from "./sortable.tsx";

type Group = MenuData["groups"][number];

export function MenuEditor() {
  const { data, refetch } = useSuspenseQuery(menuQuery);
  const [round, setRound] = useState(0);
  const reload = async (): Promise<void> => {
    await refetch();
    setRound((before) => before + 1);
  };
  // What is arranged here stays while others save; who saves second is told.
  return <Groups key={round} menu={data} onReload={() => void reload()} />;
}

const isOwn = ({ group }: Group): boolean => group.startsWith("mg_");

function Groups({ menu, onReload }: { readonly menu: MenuData; readonly onReload: () => void }) {
  const t = useT();
  const groupName = useGroupName();
  const [began] = useState(menu);
  const [groups, setGroups] = useState(menu.groups);
  const [naming, setNaming] = useState<string>();
  const save = useChange(() =>
    saveMenu({
      version: began.version,
      groups: groups.map(({ group, label, modules }) => ({
        group,
        ...(label && Object.keys(filledLabel(label)).length > 0 ? { label: filledLabel(label) } : {}),
        modules: modules.map(({ name }) => name),
      })),
    }),
  );
  const title = ({ group, label }: Group): string => groupName(group, label ?? undefined);
  const change = (group: string, next: Partial<Group>): void =>
    setGroups(groups.map((one) => (one.group === group ? { ...one, ...next } : one)));
  const add = (): void => {
    let i = groups.filter(isOwn).length + 1;
    while (groups.some(({ group }) => group === `mg_${i}`)) i++;
    const group: OwnMenuGroup = `mg_${i}`;
    setGroups([{ group, label: { en: "New group", ru: "Новая группа" }, modules: [] }, ...groups]);
    setNaming(group);
  };
  const moveGroup = (at: number, by: 1 | -1): void => setGroups(arrayMove([...groups], at, at + by));
  const moveTo = (name: string, to: string | null): void => {
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
      onSuccess: () => {
        showToast({ message: t("settings.saved") });
        onReload();
      },
    });
  const targets = groups.map((one) => ({ value: one.group, label: title(one) }));
  return (
    <div className={classes["editor"]}>
      <div className={classes["bar"]}>
        <Button size="xs" onClick={send} loading={save.isPending} disabled={groups === menu.groups}>
          {t("action.save")}
        </Button>
        <Button size="xs" variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
          {t("customisation.add-group")}
        </Button>
        <span className={classes["soft"]}>{t("customisation.menu-hint")}</span>
      </div>
      {save.error && (
        <Alert color="red" variant="light" role="alert">
          <span className={classes["bar"]}>
            {errorText(save.error, t)}
            {isProblem(save.error, 409) && (
              <Button size="compact-xs" variant="default" onClick={onReload}>
                {t("customisation.reload")}
              </Button>
            )}
          </span>
        </Alert>
      )}
      {groups.map((one, i) => (
        <section key={one.group} className={classes["block"]} aria-label={title(one)}>
          <header className={classes["block-head"]}>
            <h3 className={classes["grow"]}>{title(one)}</h3>
            {one.group !== "none" && (
              <>
                <Tooltip label={t("customisation.rename-group")}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t("customisation.rename-group")}
                    onClick={() => setNaming(naming === one.group ? undefined : one.group)}
                  >
                    <IconPencil size={16} />
                  </ActionIcon>
                </Tooltip>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={i === 0}
                  aria-label={t("customisation.group-up")}
                  onClick={() => moveGroup(i, -1)}
                >
                  <IconArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={groups[i + 1] === undefined || groups[i + 1]?.group === "none"}
                  aria-label={t("customisation.group-down")}
                  onClick={() => moveGroup(i, 1)}
                >
                  <IconArrowDown size={16} />
                </ActionIcon>
              </>
            )}
            {isOwn(one) && one.modules.length === 0 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("customisation.remove-group")}
                onClick={() => setGroups(groups.filter((each) => each !== one))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </header>
          {naming === one.group && (
            <LabelsInput
              label={t("customisation.group-name")}
              value={one.label ?? {}}
              onChange={(label) => change(one.group, { label: { en: "", ru: "", ...label } })}
            />
          )}
          <GroupModules group={one} targets={targets} onOrder={(modules) => change(one.group, { modules })} onMove={moveTo} />
        </section>
      ))}
    </div>
  );
}

interface GroupModulesProps {
  readonly group: Group;
  readonly targets: readonly { readonly value: string; readonly label: string }[];
  readonly onOrder: (modules: Group["modules"]) => void;
  readonly onMove: (name: string, group: string | null) => void;
}
function GroupModules({ group: { group, modules }, targets, onOrder, onMove }: GroupModulesProps) {
  const t = useT();
  const text = useLabel();
  const sensors = useDragSensors();
  const drop = ({ active, over }: DragEndEvent): void => {
    const place = (id: unknown): number => modules.findIndex(({ name }) => name === id);
    if (over) onOrder(arrayMove([...modules], place(active.id), place(over.id)));
  };
  return (
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
                aria-label={`${t("customisation.menu-place")}: ${text(module.label)}`}
                allowDeselect={false}
                value={group}
                data={targets}
                onChange={(to) => onMove(module.name, to)}
              />
            </SortableLine>
          ))}
          {modules.length === 0 && <p className={classes["soft"]}>{t("customisation.empty-group")}</p>}
        </div>
      </SortableContext>
    </DndContext>
  );
}
