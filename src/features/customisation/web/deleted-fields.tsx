/** Deleted fields, which can come back with their values for thirty days. */
import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../../web/api/session.ts";
import { formatAgo, useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import classes from "./customisation.module.css";
import { deletedQuery, restoreField, useChange } from "./customisation-api.ts";
import { useTypeName } from "./type-name.ts";

const KEPT_DAYS = 30;

export function DeletedFields({ module }: { readonly module: string }) {
  const t = useT();
  const typeName = useTypeName();
  const text = useLabel();
  const lang = useLang();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data: fields } = useSuspenseQuery(deletedQuery(module));
  const restore = useChange((name: string) => restoreField(module, name));
  const [now] = useState(() => Date.now());
  const daysLeft = (at: string): number => Math.max(0, Math.ceil(KEPT_DAYS - (now - Date.parse(at)) / 86_400_000));
  if (fields.length === 0) return <p className={classes["soft"]}>{t("customisation.none-deleted")}</p>;
  return (
    <ul className={classes["plan"]}>
      {fields.map((field) => (
        <li key={field.name} className={classes["bar"]}>
          <span className={classes["grow"]}>
            {text(field.label)}{" "}
            <span className={classes["soft"]}>
              {`${typeName(field.type)}, ${formatAgo(field.deleted_at, lang, timezone)}. ${t("customisation.days-left", { count: daysLeft(field.deleted_at) })}`}
            </span>
          </span>
          <Button
            size="compact-xs"
            variant="subtle"
            loading={restore.isPending && restore.variables === field.name}
            onClick={() =>
              restore.mutate(field.name, {
                onSuccess: () => showToast({ message: t("customisation.restored", { name: text(field.label) }) }),
                onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
              })
            }
          >
            {t("customisation.restore")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
