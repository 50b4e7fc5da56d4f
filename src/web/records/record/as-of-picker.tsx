/** The time machine: shows the record as it was at a moment, or brings that state back. */
import { Button } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import "@mantine/dates/styles.layer.css";
import dayjs from "dayjs";
import "dayjs/locale/ru";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useValueContext } from "../../fields/value-context.ts";
import { fromWallClock, toWallClock } from "../../fields/wall-clock.ts";
import { useLang, useT } from "../../i18n.tsx";
import classes from "./record.module.css";

interface AsOfPickerProps {
  readonly module: string;
  readonly id: string;
  readonly onRevertTo?: (moment: string) => void;
}
export function AsOfPicker({ module, id, onRevertTo }: AsOfPickerProps) {
  const t = useT();
  const lang = useLang();
  const { timezone } = useValueContext();
  const navigate = useNavigate();
  const [latest] = useState(() => toWallClock(new Date().toISOString(), timezone));
  const [wall, setWall] = useState<string | null>(null);
  const format = lang === "ru" ? "DD.MM.YYYY HH:mm" : "MMM D, YYYY HH:mm";
  const moment = wall === null ? undefined : fromWallClock(wall, timezone);
  return (
    <div className={classes["asOf"]}>
      <DateTimePicker
        size="xs"
        locale={lang}
        firstDayOfWeek={1}
        valueFormat={format}
        placeholder={t("as-of.placeholder")}
        aria-label={`${t("as-of.label")}: ${wall === null ? t("as-of.placeholder") : dayjs(wall).format(format)}`}
        maxDate={latest}
        clearable
        clearButtonProps={{ "aria-label": t("action.clear") }}
        value={wall}
        onChange={setWall}
        className={classes["asOfInput"] ?? ""}
      />
      <Button
        size="xs"
        variant="default"
        disabled={moment === undefined}
        onClick={() => void navigate({ to: "/$module/$id", params: { module, id }, search: { as_of: moment } })}
      >
        {t("as-of.show")}
      </Button>
      {onRevertTo && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          disabled={moment === undefined}
          onClick={() => moment !== undefined && onRevertTo(moment)}
        >
          {t("as-of.revert")}
        </Button>
      )}
    </div>
  );
}
