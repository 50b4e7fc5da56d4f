/** One part of a conversion: left out, a record that exists already, or a new one with its most important fields. */
import { Radio, Switch } from "@mantine/core";
import { Suspense, useState } from "react";
import { controlOf } from "../../../fieldtypes/controls.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { fieldOf, fieldsOf } from "../../../web/api/modules.ts";
import type { RecordData } from "../../../web/api/record-data.ts";
import { textOf } from "../../../web/api/record-data.ts";
import { FieldValue } from "../../../web/fields/field-value.tsx";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { quickFields } from "../../../web/records/form/form-values.ts";
import { FieldSkeleton } from "../../../web/ui/field-skeleton.tsx";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import type { Part } from "../mapping.ts";
import type { Candidate, PartProposal } from "./lead-api.ts";
import type { ConversionState } from "./use-conversion.ts";
import classes from "./convert.module.css";

interface ConvertPartProps {
  readonly part: Part;
  readonly module: DescribedModule;
  readonly leads: DescribedModule;
  readonly proposal: PartProposal;
  readonly state: ConversionState;
}
export function ConvertPart(props: ConvertPartProps) {
  const { part, module, proposal, state } = props;
  const text = useLabel();
  const { wanted } = state.choices[part];
  const singular = text(module.singular);
  return (
    <section className={classes["part"]} data-off={!wanted || undefined} aria-label={singular}>
      <header className={classes["partHead"]}>
        <ModuleIcon name={module.icon} size={18} />
        <h3 className={classes["partTitle"]}>{singular}</h3>
        <Switch
          aria-label={singular}
          checked={wanted}
          disabled={!proposal.allowed && proposal.candidates.length === 0}
          onChange={(event) => state.change(part, { wanted: event.currentTarget.checked })}
        />
      </header>
      {wanted && <Which {...props} />}
    </section>
  );
}

const OTHER = "other";
const NEW = "new";

/** New, one of the suggestions, or another one that exists. */
function Which(props: ConvertPartProps) {
  const { part, module, leads, proposal, state } = props;
  const t = useT();
  const text = useLabel();
  const { existing } = state.choices[part];
  const [other, setOther] = useState(false);
  const choice = other ? OTHER : (existing ?? NEW);
  const reference = fieldOf(leads, `converted_${part}_id`);
  const choose = (value: string): void => {
    setOther(value === OTHER);
    state.change(part, { existing: value === NEW || value === OTHER ? null : value });
  };
  return (
    <>
      <Radio.Group value={choice} onChange={choose} aria-label={t("convert.which", { what: text(module.singular) })}>
        <div className={classes["choices"]}>
          {proposal.candidates.map((candidate) => (
            <CandidateLine key={candidate.id} candidate={candidate} module={module} />
          ))}
          {proposal.allowed && <Radio size="xs" value={NEW} label={t("convert.new")} />}
          {reference && <Radio size="xs" value={OTHER} label={t("convert.other")} />}
        </div>
      </Radio.Group>
      {choice === NEW && <NewFields {...props} />}
      {choice === OTHER && reference && (
        <OtherRecord
          field={{ ...reference, label: module.singular }}
          value={existing}
          error={state.errors[`${part}.id`]}
          onChange={(id) => state.change(part, { existing: id })}
        />
      )}
    </>
  );
}

function CandidateLine({ candidate, module }: { readonly candidate: Candidate; readonly module: DescribedModule }) {
  const t = useT();
  const { record, reasons } = candidate;
  const facts = fieldsOf(module, ["organization_id", "email", "phone", "website", "inn"]).filter(
    (field) => (record[field.name] ?? null) !== null,
  );
  return (
    <Radio
      size="xs"
      value={candidate.id}
      classNames={{ root: classes["candidate"] ?? "" }}
      label={
        <span className={classes["candidateText"]}>
          <span className={classes["candidateName"]}>{record.label}</span>
          <span className={classes["reasons"]}>{reasons.map((reason) => t(`convert.reason.${reason}`)).join(" · ")}</span>
          <span className={classes["facts"]}>
            {facts.slice(0, 3).map((field) => (
              <span key={field.name}>
                {field.type === "reference" ? textOf(record[`${field.name}__label`]) : <FieldText field={field} record={record} />}
              </span>
            ))}
          </span>
        </span>
      }
    />
  );
}
/** Plain words: a link inside a choice would lead away from the dialog. */
const FieldText = ({ field, record }: { readonly field: DescribedField; readonly record: RecordData }) => <>{textOf(record[field.name])}</>;

interface OtherRecordProps {
  readonly field: DescribedField;
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (id: string | null) => void;
}
function OtherRecord({ field, value, error, onChange }: OtherRecordProps) {
  const { Input } = controlOf(field.type);
  return (
    <Suspense fallback={<FieldSkeleton />}>
      <Input field={field} value={value} error={error} onChange={(id) => onChange(typeof id === "string" ? id : null)} />
    </Suspense>
  );
}

/** The links between the three are made by the conversion itself. */
const MADE_BY_CONVERSION = new Set(["owner_id", "organization_id", "contact_id"]);

function NewFields({ part, module, leads, proposal, state }: ConvertPartProps) {
  const t = useT();
  const text = useLabel();
  const { values, labels } = state.choices[part];
  const fields = quickFields(module).filter(({ name }) => !MADE_BY_CONVERSION.has(name));
  const shown = new Set(fields.map(({ name }) => name));
  const also = fieldsOf(module, Object.keys(proposal.values)).filter(
    // What is "no" in a lead is "no" in a new record anyway.
    (field) => !shown.has(field.name) && field.name !== "currency" && proposal.values[field.name] !== false,
  );
  const record: RecordData = { id: "", version: 0, label: "", ...values, ...labels };
  return (
    <>
      <div className={classes["fields"]}>
        {fields.map((field) => {
          const { Input, wide } = controlOf(field.type);
          return (
            <div key={field.name} data-wide={wide || undefined} data-field={field.name}>
              <Suspense fallback={<FieldSkeleton />}>
                <Input
                  field={field}
                  value={values[field.name] ?? field.default ?? null}
                  record={record}
                  required={field.mandatory === true}
                  error={state.errors[`${part}.${field.name}`]}
                  onChange={(value, label) => state.setValue(part, field.name, value, label)}
                />
              </Suspense>
            </div>
          );
        })}
      </div>
      {also.length > 0 && (
        <dl className={classes["also"]} aria-label={t("convert.also")}>
          {also.map((field) => (
            <div key={field.name}>
              <dt>{text(field.label)}</dt>
              <dd>
                <FieldValue field={field} value={values[field.name] ?? null} record={record} compact />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {proposal.left.length > 0 && (
        <p className={classes["note"]}>
          {t("convert.left", {
            fields: fieldsOf(leads, proposal.left)
              .map((field) => text(field.label))
              .join(", "),
          })}
        </p>
      )}
    </>
  );
}
