/** What a roll-up adds up: a related list, how, and which of its fields. */
import { Select } from "@mantine/core";
import type { RollupDefinition } from "../../../model/define.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { valueTypeOf } from "../../../fieldtypes/index.ts";
import { useModuleIfKnown } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { FilterBar } from "../../../web/records/list/filter-bar.tsx";
import { fromFilter, toFilter } from "../../../web/records/list/filter-model.ts";
import classes from "./customisation.module.css";

export type EditedRollup = RollupDefinition;
const FUNCTIONS = ["count", "sum", "avg", "min", "max"] as const;

interface RollupInputProps {
  readonly module: DescribedModule;
  readonly value: EditedRollup;
  readonly onChange: (value: EditedRollup) => void;
  readonly errors: Readonly<Record<string, string>>;
}
export function RollupInput({ module, value, onChange, errors }: RollupInputProps) {
  const t = useT();
  const text = useLabel();
  const relation = module.relations.find(({ name }) => name === value.relation);
  const other = useModuleIfKnown(relation?.module);
  const measured = (other?.fields ?? []).filter((field) => {
    const { family, name } = valueTypeOf(field);
    return family === "number" || ((value.fn === "min" || value.fn === "max") && family === "date" && name !== "time");
  });
  const filterError = Object.entries(errors).find(([at]) => at.startsWith("rollup.filter"))?.[1];
  return (
    <div className={classes["form"]}>
      <Select
        label={t("customisation.relation")}
        required
        searchable
        value={value.relation === "" ? null : value.relation}
        error={errors["rollup.relation"]}
        data={module.relations.map(({ name, label }) => ({ value: name, label: text(label) }))}
        onChange={(name) => onChange({ relation: name ?? "", fn: value.fn })}
      />
      <div className={classes["pair"]}>
        <Select
          label={t("customisation.rollup-fn")}
          allowDeselect={false}
          value={value.fn}
          data={FUNCTIONS.map((fn) => ({ value: fn, label: t(`customisation.fn-${fn}`) }))}
          onChange={(fn) => {
            const chosen = FUNCTIONS.find((one) => one === fn);
            if (chosen) onChange({ ...value, fn: chosen });
          }}
        />
        {value.fn !== "count" && (
          <Select
            label={t("customisation.rollup-field")}
            required
            searchable
            value={value.field ?? null}
            error={errors["rollup.field"]}
            data={measured.map(({ name, label }) => ({ value: name, label: text(label) }))}
            onChange={(name) => onChange({ ...value, ...(name === null ? {} : { field: name }) })}
          />
        )}
      </div>
      {other && (
        <section className={classes["condition"]} aria-label={t("customisation.rollup-filter")}>
          <h3>{t("customisation.rollup-filter")}</h3>
          <div className={classes["bar"]}>
            {!value.filter && <span className={classes["soft"]}>{t("customisation.rollup-all")}</span>}
            <FilterBar
              module={other}
              filter={fromFilter(value.filter)}
              onChange={(model) => {
                const { filter: _before, ...rest } = value;
                const filter = toFilter(model);
                onChange({ ...rest, ...(filter ? { filter } : {}) });
              }}
              adds={t("customisation.add-condition")}
            />
          </div>
          {filterError !== undefined && <p className={classes["error"]}>{filterError}</p>}
        </section>
      )}
    </div>
  );
}
