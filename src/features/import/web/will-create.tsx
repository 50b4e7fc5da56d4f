/** What the import makes beside the records of the file: records that it refers to, new choices. */
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf, targetsOf, useModuleSummary } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { Check, ColumnCheck, ColumnMapping } from "./import-api.ts";
import classes from "./import.module.css";

const SHOWN = 10;

interface WillCreateProps {
  readonly modules: readonly DescribedModule[];
  readonly columns: readonly ColumnMapping[];
  /** New choices are added to the lists. */
  readonly addsOptions: boolean;
  readonly check: Check | undefined;
}
export function WillCreate({ modules, columns, addsOptions, check }: WillCreateProps) {
  const t = useT();
  const moduleOf = (check: ColumnCheck): DescribedModule | undefined => modules.find(({ name }) => name === check.module) ?? modules[0];
  const isMade = (check: ColumnCheck): boolean => {
    const { module, column, field } = check;
    const of = moduleOf(check);
    if (of && fieldOf(of, field)?.options) return addsOptions;
    const isIts = (entry: ColumnMapping): boolean => entry.column === column && entry.field === field && entry.module === module;
    return columns.some((entry) => isIts(entry) && entry.create_missing === true);
  };
  const made = check?.columns.filter((each) => each.unknown_count > 0 && isMade(each)) ?? [];
  if (made.length === 0) return null;
  return (
    <div className={classes["made"]}>
      <p>{t("import.will-create")}</p>
      <ul>
        {made.map((each) => (
          <MadeLine key={`${each.module ?? ""} ${each.column} ${each.field}`} module={moduleOf(each)} check={each} />
        ))}
      </ul>
    </div>
  );
}

function MadeLine({ module, check }: { readonly module: DescribedModule | undefined; readonly check: ColumnCheck }) {
  const t = useT();
  const text = useLabel();
  const field = module && fieldOf(module, check.field);
  const other = useModuleSummary(field && targetsOf(field)[0]);
  const names = check.unknown.slice(0, SHOWN).map(({ value }) => value);
  const more = check.unknown_count - names.length;
  const label = other?.label ?? field?.label;
  return (
    <li>
      <b>
        {label && text(label)}: {check.unknown_count}
      </b>{" "}
      — {names.join(", ")}
      {more > 0 && ` ${t("import.and-more", { count: more })}`}
    </li>
  );
}
