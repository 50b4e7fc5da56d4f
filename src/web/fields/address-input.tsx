/** A postal address: its parts in the order of the country of the language. */
import { Input, TextInput, Textarea } from "@mantine/core";
import type { Json } from "../../fieldtypes/field-type.ts";
import { textOf } from "../api/record-data.ts";
import { address } from "../../fieldtypes/address.ts";
import { useLabel } from "../i18n.tsx";
import type { FieldInputProps } from "./field-control.ts";
import { useInputFrame } from "./input-frame.ts";
import classes from "./fields.module.css";

const PARTS = ["city", "region", "postal_code", "country", "po_box"] as const;
type Part = "street" | (typeof PARTS)[number];

function partsOf(value: Json): Readonly<Record<string, Json>> {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {};
}

export function AddressInput(props: FieldInputProps) {
  const text = useLabel();
  const { label, description, error, withAsterisk } = useInputFrame(props);
  const parts = partsOf(props.value);
  const change = (part: Part, text: string): void => {
    const next = Object.fromEntries(Object.entries({ ...parts, [part]: text }).filter(([, value]) => value !== ""));
    props.onChange(Object.keys(next).length === 0 ? null : next);
  };
  const nameOf = (part: Part): string => (address.parts?.[part] ? text(address.parts[part].label) : part);
  const of = (part: Part) => ({
    "aria-label": `${label ?? ""}: ${nameOf(part)}`,
    placeholder: nameOf(part),
    value: textOf(parts[part]),
    autoComplete: "off",
  });
  return (
    <Input.Wrapper
      label={label}
      description={description}
      error={error}
      withAsterisk={withAsterisk ?? false}
      labelElement="div"
      role="group"
      aria-label={label ?? ""}
    >
      <div className={classes["address"]}>
        <Textarea {...of("street")} autosize minRows={1} maxRows={4} onChange={(event) => change("street", event.currentTarget.value)} />
        {PARTS.map((part) => (
          <TextInput key={part} {...of(part)} onChange={(event) => change(part, event.currentTarget.value)} />
        ))}
      </div>
    </Input.Wrapper>
  );
}
