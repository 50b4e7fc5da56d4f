/** Settings: which field of a lead becomes which field of what it is converted into. Only what fits is offered. */
import { Alert, Button, Select } from "@mantine/core";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DescribedField } from "../../../model/describe.ts";
import { useModule } from "../../../web/api/modules.ts";
import { useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { fits, PARTS, type MappingLine, type Part } from "../mapping.ts";
import { mappingQuery, saveMapping } from "./lead-api.ts";
import classes from "./convert.module.css";

const EMPTY = { organization: null, contact: null, opportunity: null } as const;
const isUsed = (line: MappingLine): boolean => PARTS.some((part) => line[part] !== null);

export function MappingSettings() {
  const t = useT();
  const text = useLabel();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(mappingQuery);
  const leads = useModule("leads");
  const targets = { organization: useModule("organizations"), contact: useModule("contacts"), opportunity: useModule("opportunities") };
  const [lines, setLines] = useState(data.mapping);
  const save = useMutation({
    mutationFn: () => saveMapping(lines.filter(isUsed)),
    onSuccess: (saved) => {
      client.setQueryData(mappingQuery.queryKey, saved);
      showToast({ message: t("settings.saved") });
    },
  });
  const own = leads.fields.filter(
    (field) => (!field.readOnly && field.name !== "owner_id") || lines.some((line) => line.field === field.name),
  );
  const set = (field: string, part: Part, value: string | null): void =>
    setLines((before) => {
      const line = before.find((each) => each.field === field) ?? { field, ...EMPTY };
      return [...before.filter((each) => each.field !== field), { ...line, [part]: value }];
    });
  const dirty = JSON.stringify(lines) !== JSON.stringify(data.mapping);
  return (
    <div className={classes["table"]}>
      <p className={classes["intro"]}>{t("lead-mapping.intro")}</p>
      {save.error && (
        <Alert color="red" variant="light" role="alert">
          {errorText(save.error, t)}
        </Alert>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <div className={classes["scroll"]} tabIndex={0} role="region" aria-label={t("settings.lead-mapping")}>
        <table className={classes["mapping"]}>
          <thead>
            <tr>
              <th scope="col">{text(leads.singular)}</th>
              {PARTS.map((part) => (
                <th key={part} scope="col">
                  {text(targets[part].singular)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {own.map((field) => (
              <tr key={field.name}>
                <th scope="row">{text(field.label)}</th>
                {PARTS.map((part) => (
                  <td key={part}>
                    <TargetSelect
                      from={field}
                      label={`${text(field.label)}: ${text(targets[part].singular)}`}
                      fields={targets[part].fields}
                      taken={lines.flatMap((line) => (line.field === field.name ? [] : (line[part] ?? [])))}
                      value={lines.find((line) => line.field === field.name)?.[part] ?? null}
                      onChange={(value) => set(field.name, part, value)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes["settingsFoot"]}>
        <Button variant="default" onClick={() => setLines(data.defaults)}>
          {t("columns.reset")}
        </Button>
        <Button disabled={!dirty} loading={save.isPending} onClick={() => save.mutate()}>
          {t("action.save")}
        </Button>
      </div>
    </div>
  );
}

interface TargetSelectProps {
  readonly from: DescribedField;
  readonly label: string;
  readonly fields: readonly DescribedField[];
  /** Fields that get their value from another one. */
  readonly taken: readonly string[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}
function TargetSelect({ from, label, fields, taken, value, onChange }: TargetSelectProps) {
  const t = useT();
  const text = useLabel();
  const lang = useLang();
  const offered = fields
    .filter((field) => fits(from, field) && !taken.includes(field.name))
    .map((field) => ({ value: field.name, label: text(field.label) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, lang));
  return (
    <Select
      size="xs"
      aria-label={label}
      placeholder="—"
      data={offered}
      value={value}
      onChange={onChange}
      clearable
      searchable
      nothingFoundMessage={t("picker.nothing")}
      clearButtonProps={{ "aria-label": t("action.clear") }}
      disabled={offered.length === 0}
    />
  );
}
