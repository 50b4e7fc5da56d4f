/** What a step asks before it goes on: a payment's amount and day, or how much of each line. */
import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FormEvent } from "react";
import { linesOf } from "../../../fieldtypes/lines.ts";
import { textOf, type RecordData } from "../../../web/api/record-data.ts";
import { DayInput } from "../../../web/fields/date-input.tsx";
import { useValueContext } from "../../../web/fields/value-context.ts";
import { useLang, useT } from "../../../web/i18n.tsx";
import { decimalText, typedNumber } from "./line-model.ts";
import classes from "./lines.module.css";

interface DialogProps {
  readonly record: RecordData;
  readonly pending: boolean;
  readonly onClose: () => void;
  readonly onDone: (input: unknown) => void;
}

export function PaymentDialog({ record, pending, onClose, onDone }: DialogProps) {
  const t = useT();
  const lang = useLang();
  const { currency } = useValueContext(record);
  const [amount, setAmount] = useState(() => decimalText(textOf(record["balance"]), lang));
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10));
  const [reference, setReference] = useState("");
  const read = typedNumber(amount, lang);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (read) onDone({ amount: read, paid_on: day, ...(reference === "" ? {} : { reference }) });
  };
  return (
    <Modal opened onClose={onClose} title={t("document.act.pay")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form className={classes["dialog"]} onSubmit={submit}>
        <TextInput
          label={`${t("document.amount")}, ${currency}`}
          value={amount}
          inputMode="decimal"
          autoFocus
          data-autofocus
          error={read ? undefined : t("lines.wrong-number")}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <DayInput label={t("document.paid-on")} required value={day || null} onChange={(next) => setDay(next ?? "")} />
        <TextInput label={t("document.reference")} value={reference} onChange={(event) => setReference(event.currentTarget.value)} />
        <Foot pending={pending} label={t("document.act.pay")} onClose={onClose} />
      </form>
    </Modal>
  );
}

/** What is left of each line only the server knows for certain: it says so where too much is asked. */
export function PartDialog({ record, pending, onClose, onDone }: DialogProps) {
  const t = useT();
  const lang = useLang();
  const lines = linesOf(record["lines"]).filter((line) => line.kind !== "heading" && !line.optional);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const chosen = lines.flatMap((line) => {
      const quantity = typedNumber(typed[line.id] ?? "", lang);
      return quantity && /[1-9]/.test(quantity) ? [{ line_id: line.id, quantity }] : [];
    });
    if (chosen.length > 0) onDone({ lines: chosen });
  };
  return (
    <Modal opened onClose={onClose} title={t("document.part-title")} size="lg" closeButtonProps={{ "aria-label": t("action.close") }}>
      <form className={classes["dialog"]} onSubmit={submit}>
        <div className={classes["part"]}>
          {lines.map((line) => (
            <label key={line.id} style={{ display: "contents" }}>
              <span>{line.description}</span>
              <TextInput
                value={typed[line.id] ?? ""}
                inputMode="decimal"
                placeholder={decimalText(line.quantity, lang)}
                error={typedNumber(typed[line.id] ?? "", lang) === undefined}
                onChange={(event) => setTyped({ ...typed, [line.id]: event.currentTarget.value })}
              />
            </label>
          ))}
        </div>
        <Foot pending={pending} label={t("document.done")} onClose={onClose} />
      </form>
    </Modal>
  );
}

function Foot({ pending, label, onClose }: { readonly pending: boolean; readonly label: string; readonly onClose: () => void }) {
  const t = useT();
  return (
    <div className={classes["dialogFoot"]}>
      <Button variant="default" onClick={onClose}>
        {t("action.cancel")}
      </Button>
      <Button type="submit" loading={pending}>
        {label}
      </Button>
    </div>
  );
}
