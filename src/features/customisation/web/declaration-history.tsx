/** What was changed of a module's declarations, by whom; a change of the layout can be taken back. */
import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf } from "../../../web/api/modules.ts";
import { useSession } from "../../../web/api/session.ts";
import { formatAgo, useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { changedKeys } from "../changed-keys.ts";
import classes from "./customisation.module.css";
import { historyQuery, revertLayout, useChange, type HistoryEntry } from "./customisation-api.ts";
import { useSettingName } from "./setting-name.ts";

const KINDS = ["field", "layout", "options", "relation", "menu", "configuration", "index"] as const;

export function DeclarationHistory({ module, version }: { readonly module: DescribedModule; readonly version: number }) {
  const t = useT();
  const text = useLabel();
  const lang = useLang();
  const settingName = useSettingName();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data: entries } = useSuspenseQuery(historyQuery(module.name));
  const revert = useChange((change: string) => revertLayout(module.name, { change, version }));
  if (entries.length === 0) return <p className={classes["soft"]}>{t("customisation.no-history")}</p>;
  const subject = ({ subject: name }: HistoryEntry): string => {
    const field = name === null ? undefined : fieldOf(module, name);
    return name === null ? "" : ` · ${field ? text(field.label) : name}`;
  };
  const what = ({ before, after }: HistoryEntry): string => {
    if (before === null) return t("customisation.was-added");
    if (after === null) return t("customisation.was-removed");
    return changedKeys(before, after).map(settingName).join(", ");
  };
  return (
    <ul className={classes["plan"]}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes["bar"]}>
          <span className={classes["grow"]}>
            {`${t(`customisation.kind-${KINDS.find((kind) => kind === entry.kind) ?? "module"}`)}${subject(entry)}: ${what(entry)}`}
            <span className={classes["soft"]}>{` — ${entry.actor_name ?? ""}, ${formatAgo(entry.at, lang, timezone)}`}</span>
          </span>
          {entry.kind === "layout" && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={revert.isPending && revert.variables === entry.id}
              onClick={() =>
                revert.mutate(entry.id, {
                  onSuccess: () => showToast({ message: t("settings.saved") }),
                  onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
                })
              }
            >
              {t("customisation.revert")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
