/** What others changed in the records with my star, and the lists of those. */
import { IconStar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { MessageKey } from "../../../i18n/translate.ts";
import { useModuleIfKnown, useModules } from "../../../web/api/modules.ts";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { formatAgo, useLabel, useT } from "../../../web/i18n.tsx";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import { followedQuery, type FollowedChange } from "./home-api.ts";
import { Line, Widget, WidgetBody } from "./widget.tsx";
import classes from "./home.module.css";

const SHOWN = 8;
const MOST_FIELDS = 3;
const FOLLOWED = JSON.stringify({ field: "starred", op: "eq", value: true });

export function FollowedWidget() {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const query = useQuery(followedQuery(SHOWN));
  const touched = [...new Set(query.data?.map(({ module }) => module))];
  return (
    <Widget
      title={t("home.followed")}
      icon={
        <span className={classes["icon"]}>
          <IconStar size={16} aria-hidden />
        </span>
      }
    >
      <WidgetBody query={query} empty={t("home.followed-none")}>
        {(changes) => (
          <>
            <ul className={classes["lines"]}>
              {changes.map((change) => (
                <ChangeLine key={change.id} change={change} icon={modules.find(({ name }) => name === change.module)?.icon ?? ""} />
              ))}
            </ul>
            <nav className={classes["lists"]} aria-label={t("home.followed-lists")}>
              {touched.map((name) => {
                const module = modules.find((each) => each.name === name);
                return (
                  module && (
                    <Link key={name} to="/$module" params={{ module: name }} search={{ filter: FOLLOWED, sort: "-modified_at" }}>
                      {text(module.label)}
                    </Link>
                  )
                );
              })}
            </nav>
          </>
        )}
      </WidgetBody>
    </Widget>
  );
}

const WORDS: Readonly<Record<string, MessageKey>> = {
  delete: "notification.deleted",
  restore: "notification.restored",
  link: "notification.linked",
  unlink: "notification.unlinked",
  merge: "notification.merged",
  unmerge: "notification.unmerged",
};

function ChangeLine({ change, icon }: { readonly change: FollowedChange; readonly icon: string }) {
  const t = useT();
  const text = useLabel();
  const { lang, timezone } = useValueContext();
  const module = useModuleIfKnown(change.module);
  const fields = change.fields.flatMap(
    (name) => module?.fields.filter((field) => field.name === name).map((field) => text(field.label)) ?? [],
  );
  const what =
    change.kind === "update" && fields.length > 0
      ? t("notification.changed-fields", { fields: fields.slice(0, MOST_FIELDS).join(", ") })
      : t(WORDS[change.kind] ?? "notification.changed");
  return (
    <Line
      module={change.module}
      id={change.id}
      label={change.label}
      before={
        <span className={classes["soft"]}>
          <ModuleIcon name={icon} size={16} />
        </span>
      }
      note={[change.actor?.name, what].filter(Boolean).join(" · ")}
      end={<span className={classes["soft"]}>{formatAgo(change.at, lang, timezone)}</span>}
    />
  );
}
