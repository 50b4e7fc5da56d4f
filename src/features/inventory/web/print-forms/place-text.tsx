/** A text of a template, with a list of fields to put in where the cursor stands. */
import { ActionIcon, Combobox, TextInput, Textarea, useCombobox } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { createContext, useContext, useRef, useState } from "react";
import type { Label, Lang } from "../../../../fieldtypes/field-type.ts";
import { useLabel, useT } from "../../../../web/i18n.tsx";
import type { Place } from "./print-forms-api.ts";
import classes from "./print-forms.module.css";

export interface TemplateTexts {
  readonly places: readonly Place[];
  /** Of the texts that are edited. */
  readonly lang: Lang;
  /** What is wrong with the text at this place of the template. */
  readonly fault: (field: string) => string | undefined;
}
export const TemplateTextsContext = createContext<TemplateTexts>({ places: [], lang: "en", fault: () => undefined });

interface PlaceTextProps {
  readonly label: string;
  /** Where it stands in the template: "blocks.2.text". */
  readonly field: string;
  readonly value: Label | undefined;
  readonly onChange: (value: Label) => void;
  readonly rows?: number;
}
const MOST_SHOWN = 60;
const EMPTY: Label = { en: "", ru: "" };

export function PlaceText({ label, field, value = EMPTY, onChange, rows }: PlaceTextProps) {
  const { lang, fault } = useContext(TemplateTextsContext);
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const text = value[lang];
  const set = (next: string): void => onChange({ ...value, [lang]: next });
  const insert = (place: string): void => {
    const at = input.current?.selectionStart ?? text.length;
    set(`${text.slice(0, at)}{{${place}}}${text.slice(input.current?.selectionEnd ?? at)}`);
    input.current?.focus();
  };
  const shared = {
    ref: input,
    label,
    size: "xs",
    value: text,
    error: fault(`${field}.${lang}`),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => set(event.currentTarget.value),
    rightSection: <PlacePicker onPick={insert} />,
    className: classes["grow"],
  } as const;
  return rows === undefined ? <TextInput {...shared} /> : <Textarea {...shared} autosize minRows={rows} maxRows={12} />;
}

function PlacePicker({ onPick }: { readonly onPick: (place: string) => void }) {
  const t = useT();
  const say = useLabel();
  const { places } = useContext(TemplateTextsContext);
  const [search, setSearch] = useState("");
  const combobox = useCombobox({ onDropdownClose: () => setSearch("") });
  const wanted = search.trim().toLowerCase();
  const found = places.filter(({ place, label }) => place.includes(wanted) || say(label).toLowerCase().includes(wanted));
  return (
    <Combobox
      store={combobox}
      width={300}
      position="bottom-end"
      withinPortal
      onOptionSubmit={(place) => {
        onPick(place);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("print-forms.place")} onClick={() => combobox.toggleDropdown()}>
          <IconBraces size={14} aria-hidden />
        </ActionIcon>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search value={search} onChange={(event) => setSearch(event.currentTarget.value)} placeholder={t("print-forms.place")} />
        <Combobox.Options mah={260} style={{ overflowY: "auto" }}>
          {found.slice(0, MOST_SHOWN).map(({ place, label }) => (
            <Combobox.Option key={place} value={place}>
              <span className={classes["placeName"]}>{say(label)}</span>
              <code className={classes["placeCode"]}>{place}</code>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t("picker.nothing")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
