/** Dates (typed or picked) and moments in the user's time zone. */
import { DateInput, DateTimePicker, type DateInputProps } from "@mantine/dates";
import "@mantine/dates/styles.layer.css";
import dayjs from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat.js";
import "dayjs/locale/ru";
import { textOf } from "../api/record-data.ts";
import { useLang } from "../i18n.tsx";
import type { FieldInputProps } from "./field-control.ts";
import { menuPlace, useClearButton, useInputFrame } from "./input-frame.ts";
import { useValueContext } from "./value-context.ts";
import { fromWallClock, toWallClock } from "./wall-clock.ts";

dayjs.extend(customParseFormat);
const DATE_FORMAT = { en: "MMM D, YYYY", ru: "DD.MM.YYYY" } as const;
/** What people type: with points, slashes or dashes. */
const TYPED_FORMATS = {
  en: ["MMM D, YYYY", "MMM D YYYY", "YYYY-MM-DD", "M/D/YYYY", "M/D/YY", "D MMM YYYY"],
  ru: ["DD.MM.YYYY", "D.M.YYYY", "D.M.YY", "YYYY-MM-DD", "DD/MM/YYYY", "DDMMYYYY"],
} as const;

export function DateFieldInput(props: FieldInputProps) {
  const frame = useInputFrame(props);
  return <DayInput {...frame} value={textOf(props.value) || null} onChange={props.onChange} popoverProps={menuPlace(props)} />;
}

type DayInputProps = Pick<
  DateInputProps,
  "label" | "description" | "error" | "aria-label" | "placeholder" | "popoverProps" | "minDate" | "required" | "size"
> & {
  /** YYYY-MM-DD. */
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
};
/** A day, wherever one is asked for. */
export function DayInput({ value, onChange, ...frame }: DayInputProps) {
  const clear = useClearButton();
  const lang = useLang();
  const parse = (text: string): string | null => {
    const format = TYPED_FORMATS[lang].find((candidate) => dayjs(text.trim(), candidate, lang, true).isValid());
    return format === undefined ? null : dayjs(text.trim(), format, lang, true).format("YYYY-MM-DD");
  };
  return (
    <DateInput
      {...frame}
      {...clear}
      locale={lang}
      valueFormat={DATE_FORMAT[lang]}
      dateParser={parse}
      firstDayOfWeek={1}
      clearable={frame.required !== true}
      value={value}
      onChange={onChange}
    />
  );
}

export function DateTimeInput(props: FieldInputProps) {
  const frame = useInputFrame(props);
  const clear = useClearButton();
  const lang = useLang();
  const { timezone } = useValueContext();
  const iso = textOf(props.value);
  return (
    <DateTimePicker
      {...frame}
      {...clear}
      locale={lang}
      valueFormat={`${DATE_FORMAT[lang]} HH:mm`}
      firstDayOfWeek={1}
      clearable
      popoverProps={menuPlace(props)}
      value={iso === "" ? null : toWallClock(iso, timezone)}
      onChange={(wall) => props.onChange(wall === null ? null : fromWallClock(wall, timezone))}
    />
  );
}
