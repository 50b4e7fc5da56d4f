/** A text field in which "@" and a few letters call a colleague by name. */
import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ClipboardEvent } from "react";
import { mentionText } from "../../../model/mentions.ts";
import { shortListQuery } from "../../api/records.ts";
import { initialsOf } from "../../fields/cells.tsx";
import { useT } from "../../i18n.tsx";
import fieldClasses from "../../fields/fields.module.css";
import classes from "./timeline.module.css";

/** What is typed: names stand in it as people read them, and here is who they are. */
export interface Draft {
  readonly text: string;
  readonly people: Readonly<Record<string, string>>;
}
export const NO_DRAFT: Draft = { text: "", people: {} };

/** As it is stored: each chosen name with the id of its bearer. Longer names first, lest a part of one is taken. */
export function storedText({ text, people }: Draft): string {
  const names = Object.keys(people).toSorted((a, b) => b.length - a.length);
  if (names.length === 0) return text;
  const any = new RegExp(`@(${names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join("|")})`, "g");
  return text.replaceAll(any, (_whole, name: string) => mentionText({ name, userId: people[name] ?? "" }));
}

/** The word after the last "@" before the caret, if one is being typed. */
const CALL = /(?:^|[\s(])@([\p{L}\p{N}.'-]{0,30}(?: [\p{L}\p{N}.'-]{0,30})?)$/u;
const MOST_SHOWN = 6;
const TYPING_PAUSE = 120;

interface MentionInputProps {
  readonly label: string;
  readonly placeholder: string;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onSend: () => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onFocus?: () => void;
  readonly rows: number;
  readonly autoFocus?: boolean;
}
export function MentionInput({ label, placeholder, draft, onChange, onSend, onFiles, onFocus, rows, autoFocus }: MentionInputProps) {
  const t = useT();
  const box = useRef<HTMLTextAreaElement>(null);
  const menu = useCombobox({ onDropdownClose: () => menu.resetSelectedOption() });
  const [called, call] = useState<string>();
  const [asked] = useDebouncedValue(called, TYPING_PAUSE);
  const { data } = useQuery({
    ...shortListQuery(
      "users",
      { fields: [], ...(asked ? { q: asked } : {}), filter: { field: "status", op: "eq", value: "active" } },
      MOST_SHOWN,
    ),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  });
  const people = called === undefined ? [] : (data?.data ?? []);
  const follow = (text: string, caret: number): void => {
    const match = CALL.exec(text.slice(0, caret));
    call(match?.[1]);
    if (match) menu.openDropdown();
    else menu.closeDropdown();
  };
  const choose = (id: string): void => {
    const person = people.find((each) => each.id === id);
    const area = box.current;
    if (!person || !area || called === undefined) return;
    const start = area.selectionStart - called.length;
    const text = `${draft.text.slice(0, start)}${person.label} ${draft.text.slice(area.selectionStart)}`;
    onChange({ text, people: { ...draft.people, [person.label]: person.id } });
    call(undefined);
    menu.closeDropdown();
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(start + person.label.length + 1, start + person.label.length + 1);
    });
  };
  const paste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  const open = menu.dropdownOpened && people.length > 0;
  return (
    <Combobox store={menu} onOptionSubmit={choose} position="bottom-start" width={280} withinPortal>
      <Combobox.Target withKeyboardNavigation={open} withAriaAttributes={open}>
        <Textarea
          ref={box}
          aria-label={label}
          placeholder={placeholder}
          autosize
          minRows={rows}
          maxRows={14}
          variant="unstyled"
          classNames={{ input: classes["input"] ?? "" }}
          value={draft.text}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- an answer that was asked for begins here
          autoFocus={autoFocus ?? false}
          onFocus={onFocus}
          onPaste={paste}
          onChange={(event) => {
            onChange({ ...draft, text: event.currentTarget.value });
            follow(event.currentTarget.value, event.currentTarget.selectionStart);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              event.stopPropagation();
              onSend();
            } else if (event.key === "Escape" && open) {
              event.stopPropagation();
              menu.closeDropdown();
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!open}>
        <Combobox.Options aria-label={t("mention.people")}>
          {people.map((person) => (
            <Combobox.Option key={person.id} value={person.id}>
              <span className={fieldClasses["person"]}>
                <span className={fieldClasses["avatar"]} aria-hidden>
                  {initialsOf(person.label)}
                </span>
                {person.label}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
