/** Which values of a choice go with which value of another one: a table of ticks. A column of ticks alone means no rule. */
import { Checkbox, Select } from "@mantine/core";
import { leadersOf } from "../../../model/conditions.ts";
import type { Option } from "../../../model/define.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { SINGLE_CHOICES } from "../field-settings.ts";
import classes from "./customisation.module.css";
import type { FieldPartProps } from "./field-dialog.tsx";

export function DependencyMatrix({ module, field, draft, set, errors, options }: FieldPartProps & { readonly options: readonly Option[] }) {
  const t = useT();
  const text = useLabel();
  const leaders = module.fields.filter(
    (one) => SINGLE_CHOICES.has(one.type) && one.name !== field?.name && !leadersOf(one).includes(field?.name ?? ""),
  );
  const leader = leaders.find(({ name }) => name === draft.leader);
  const columns = (leader?.options ?? []).filter((option) => option.active !== false);
  const all = options.map(({ value }) => value);
  const allowedWith = (value: string): readonly string[] => draft.allowed[value] ?? all;
  const allow = (column: string, values: readonly string[]): void => {
    const { [column]: _before, ...others } = draft.allowed;
    const kept = all.filter((value) => values.includes(value));
    set({ allowed: kept.length === all.length ? others : { ...others, [column]: kept } });
  };
  return (
    <>
      <p className={classes["soft"]}>{t("customisation.dependency-hint")}</p>
      <Select
        label={t("customisation.leader")}
        placeholder={t("customisation.no-leader")}
        clearable
        searchable
        value={draft.leader}
        error={errors["depends_on.field"] ?? errors["depends_on.allowed"]}
        data={leaders.map((one) => ({ value: one.name, label: text(one.label) }))}
        onChange={(name) => set({ leader: name, allowed: {} })}
      />
      {leader && (
        <div className={classes["matrix-frame"]}>
          <table className={classes["matrix"]}>
            <thead>
              <tr>
                <th scope="col">{text(leader.label)}</th>
                {columns.map((column) => {
                  const allowed = allowedWith(column.value);
                  return (
                    <th key={column.value} scope="col">
                      <Checkbox
                        size="xs"
                        label={text(column.label)}
                        checked={allowed.length === all.length}
                        indeterminate={allowed.length > 0 && allowed.length < all.length}
                        onChange={() => allow(column.value, allowed.length === all.length ? [] : all)}
                      />
                    </th>
                  );
                })}
              </tr>
            </thead>
            <tbody>
              {options.map((option) => (
                <tr key={option.value}>
                  <th scope="row">{text(option.label)}</th>
                  {columns.map((column) => {
                    const allowed = allowedWith(column.value);
                    const isAllowed = allowed.includes(option.value);
                    return (
                      <td key={column.value}>
                        <Checkbox
                          size="xs"
                          aria-label={`${text(column.label)}: ${text(option.label)}`}
                          checked={isAllowed}
                          onChange={() =>
                            allow(column.value, isAllowed ? allowed.filter((one) => one !== option.value) : [...allowed, option.value])
                          }
                        />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
