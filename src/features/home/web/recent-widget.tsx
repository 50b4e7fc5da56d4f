/** The records that I opened last, by the names that they have now. */
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useModules } from "../../../web/api/modules.ts";
import { useSession } from "../../../web/api/session.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { recentRecords } from "../../../web/shell/palette/recent-records.ts";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import { namesQuery } from "./home-api.ts";
import { Line, Widget, WidgetBody } from "./widget.tsx";
import classes from "./home.module.css";

const SHOWN = 8;

export function RecentWidget() {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const { user } = useSession();
  const [ids] = useState(() => recentRecords(user?.id ?? "").map(({ id }) => id));
  const { data, error, refetch } = useQuery(namesQuery(ids));
  const names = ids.length === 0 ? [] : data?.filter(({ deleted }) => !deleted).slice(0, SHOWN);
  return (
    <Widget
      title={t("home.recent")}
      icon={
        <span className={classes["icon"]}>
          <IconHistory size={16} aria-hidden />
        </span>
      }
    >
      <WidgetBody query={{ data: names, error, refetch }} empty={t("home.recent-none")}>
        {(records) => (
          <ul className={classes["lines"]}>
            {records.map((record) => {
              const module = modules.find(({ name }) => name === record.module);
              return (
                <Line
                  key={record.id}
                  module={record.module}
                  id={record.id}
                  label={record.label}
                  before={
                    <span className={classes["soft"]}>
                      <ModuleIcon name={module?.icon ?? ""} size={16} />
                    </span>
                  }
                  end={<span className={classes["soft"]}>{module && text(module.singular)}</span>}
                />
              );
            })}
          </ul>
        )}
      </WidgetBody>
    </Widget>
  );
}
