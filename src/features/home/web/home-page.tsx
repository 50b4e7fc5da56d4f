/** The start page: the day at a glance. Each part is the beginning of a real list, one click away. */
import { useElementSize } from "@mantine/hooks";
import { Suspense, lazy, useState } from "react";
import type { ComponentType } from "react";
import { useModules } from "../../../web/api/modules.ts";
import { useSession } from "../../../web/api/session.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { useT } from "../../../web/i18n.tsx";
import { Page, ScrollBody } from "../../../web/ui/page.tsx";
import { EventsWidget } from "./events-widget.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { FollowedWidget } from "./followed-widget.tsx";
import { useHomeLayout } from "./home-api.ts";
import type { WidgetName } from "./home-layout.ts";
import { LeadsWidget } from "./leads-widget.tsx";
import { OpportunitiesWidget } from "./opportunities-widget.tsx";
import { RecentWidget } from "./recent-widget.tsx";
import { TasksWidget } from "./tasks-widget.tsx";
import classes from "./home.module.css";

const Customise = lazy(async () => ({ default: (await import("./customise.tsx")).Customise }));

const PARTS: Readonly<Record<WidgetName, { readonly Part: ComponentType; readonly module?: string }>> = {
  tasks: { Part: TasksWidget, module: "tasks" },
  opportunities: { Part: OpportunitiesWidget, module: "opportunities" },
  events: { Part: EventsWidget, module: "events" },
  followed: { Part: FollowedWidget },
  leads: { Part: LeadsWidget, module: "leads" },
  recent: { Part: RecentWidget },
};

const MORNING = 5;
const AFTERNOON = 12;
const EVENING = 18;
const timeOfDay = (hour: number): "night" | "morning" | "afternoon" | "evening" =>
  hour < MORNING ? "night" : hour < AFTERNOON ? "morning" : hour < EVENING ? "afternoon" : "evening";

export function HomePage() {
  const t = useT();
  const modules = useModules();
  const { user } = useSession();
  const { lang, timezone } = useValueContext();
  const [layout, change] = useHomeLayout();
  const [now] = useState(() => new Date());
  const hour = Number(new Intl.DateTimeFormat("en", { hour: "2-digit", hourCycle: "h23", timeZone: timezone }).format(now));
  const date = new Intl.DateTimeFormat(lang, { weekday: "long", day: "numeric", month: "long", timeZone: timezone }).format(now);
  const visible = layout.shown.filter((name) => {
    const { module } = PARTS[name];
    return module === undefined || modules.some((each) => each.name === module);
  });
  return (
    <Page
      documentTitle={t("home.title")}
      title={<span>{t(`home.good-${timeOfDay(hour)}`, { name: user?.name.split(" ")[0] ?? "" })}</span>}
      note={date}
      actions={
        <Suspense>
          <Customise shown={layout.shown} onChange={(shown) => change({ shown })} />
        </Suspense>
      }
    >
      <ScrollBody>
        {!layout.stepsDone && <FirstSteps onDone={() => change({ stepsDone: true })} />}
        {visible.length === 0 ? <p className={classes["empty"]}>{t("home.nothing-shown")}</p> : <Columns names={visible} />}
      </ScrollBody>
    </Page>
  );
}

/** Wide enough for a line with its figures. */
const COLUMN = 380;

/** In as many columns as there is room for; each part right under the one above it. */
function Columns({ names }: { readonly names: readonly WidgetName[] }) {
  const { ref, width } = useElementSize();
  const count = Math.max(1, Math.floor(width / COLUMN));
  const columns = Array.from({ length: count }, (_, column) => names.filter((_name, index) => index % count === column));
  return (
    <div ref={ref} className={classes["grid"]}>
      {width > 0 &&
        columns.map((members, column) => (
          <div key={column} className={classes["column"]}>
            {members.map((name) => {
              const { Part } = PARTS[name];
              return <Part key={name} />;
            })}
          </div>
        ))}
    </div>
  );
}
