/** The kinds of a view, as signs: on tabs, and as the switch in a list's head. */
import { SegmentedControl } from "@mantine/core";
import { IconCalendarMonth, IconLayoutKanban, IconLayoutSidebarRight, IconTable } from "@tabler/icons-react";
import type { DescribedModule } from "../../../model/describe.ts";
import { VIEW_TYPES } from "../../../model/view-settings.ts";
import type { ViewType } from "../../../model/view-settings.ts";
import { useT } from "../../i18n.tsx";
import { boardFields } from "../board/board-fields.ts";
import { dateFields } from "../calendar/date-fields.ts";
import classes from "./list.module.css";

const ICONS = { list: IconTable, split: IconLayoutSidebarRight, kanban: IconLayoutKanban, calendar: IconCalendarMonth } as const;

/** A table needs no sign. */
export function ViewTypeIcon({ type }: { readonly type: ViewType }) {
  const Icon = ICONS[type];
  return type === "list" ? null : <Icon size={14} aria-hidden />;
}

/** What this module can be shown as: a board needs a choice, a calendar a date. */
const typesOf = (module: DescribedModule): readonly ViewType[] =>
  VIEW_TYPES.filter((type) =>
    type === "kanban" ? boardFields(module).length > 0 : type === "calendar" ? dateFields(module).length > 0 : true,
  );

interface ViewTypeSwitchProps {
  readonly module: DescribedModule;
  readonly type: ViewType;
  readonly onChange: (type: ViewType) => void;
}
export function ViewTypeSwitch({ module, type, onChange }: ViewTypeSwitchProps) {
  const t = useT();
  const types = typesOf(module);
  if (types.length < 2) return null;
  return (
    <SegmentedControl
      size="xs"
      className={classes["typeSwitch"] ?? ""}
      aria-label={t("views.type")}
      value={type}
      onChange={(value) => onChange(types.find((each) => each === value) ?? "list")}
      data={types.map((value) => {
        const Icon = ICONS[value];
        const name = t(`views.type.${value}`);
        return {
          value,
          label: (
            <span className={classes["typeSign"]} title={name}>
              <Icon size={16} aria-hidden />
              <span className="visually-hidden">{name}</span>
            </span>
          ),
        };
      })}
    />
  );
}
