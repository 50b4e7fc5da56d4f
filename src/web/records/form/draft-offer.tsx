/** "You have an unsaved draft from 12:31": taken up or thrown away. */
import { Alert, Button } from "@mantine/core";
import { IconNotes } from "@tabler/icons-react";
import { useState } from "react";
import { useValueContext } from "../../fields/value-context.ts";
import { useT } from "../../i18n.tsx";
import classes from "./form.module.css";

interface DraftOfferProps {
  /** ISO time. */
  readonly at: string;
  readonly onTake: () => void;
  readonly onDrop: () => void;
}
export function DraftOffer({ at, onTake, onDrop }: DraftOfferProps) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const [today] = useState(() => new Date());
  const date = new Date(at);
  const day = (moment: Date): string => moment.toLocaleDateString("en-CA", { timeZone: timezone });
  const isToday = day(date) === day(today);
  const when = new Intl.DateTimeFormat(lang, {
    timeStyle: "short",
    ...(isToday ? {} : { dateStyle: "medium" }),
    timeZone: timezone,
  }).format(date);
  return (
    <Alert color="blue" variant="light" icon={<IconNotes size={18} />} role="status">
      <span className={classes["offer"]}>
        {t("draft.offer", { when })}
        <span>
          <Button size="compact-sm" onClick={onTake}>
            {t("draft.take")}
          </Button>{" "}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onDrop}>
            {t("draft.drop")}
          </Button>
        </span>
      </span>
    </Alert>
  );
}
