/** The search box of a list. */
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "../../i18n.tsx";
import classes from "./list.module.css";

const TYPING_PAUSE = 250;

/** Searches a moment after the last letter. */
export function ListSearch({ value, onChange }: { readonly value: string; readonly onChange: (q: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  const send = useDebouncedCallback(onChange, TYPING_PAUSE);
  // The address may change by itself: back, a link, "clear".
  if (value !== shown) {
    setShown(value);
    setTyped(value);
  }
  return (
    <TextInput
      size="xs"
      type="search"
      className={classes["search"] ?? ""}
      aria-label={t("list.search")}
      placeholder={t("list.search")}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value.trim());
      }}
    />
  );
}
