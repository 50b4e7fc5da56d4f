/** What applying a configuration would change, in words: new things, and of what changes each setting before and after. */
import { Alert, Button } from "@mantine/core";
import type { Label } from "../../../fieldtypes/field-type.ts";
import { useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { changedKeys } from "../changed-keys.ts";
import classes from "./customisation.module.css";
import type { Difference } from "./customisation-api.ts";
import { useSettingName } from "./setting-name.ts";

type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members => typeof value === "object" && value !== null && !Array.isArray(value);
const isLabel = (value: unknown): value is Label => isObject(value) && typeof value["en"] === "string" && typeof value["ru"] === "string";
/** The settings of a thing; those of an added field stand in its `field`. */
const settingsOf = (value: unknown): Members =>
  isObject(value) ? { ...value, ...(isObject(value["field"]) ? value["field"] : {}) } : { "": value };

const KINDS = {
  modules: "customisation.kind-module",
  names: "customisation.kind-module",
  fields: "customisation.kind-field",
  changes: "customisation.kind-field",
  options: "customisation.kind-options",
  links: "customisation.kind-relation",
  layouts: "customisation.kind-layout",
  menu: "customisation.kind-menu",
  views: "customisation.use-view",
  "settings/duplicate_rules": "customisation.kind-duplicate-rules",
  "settings/lead_mapping": "customisation.kind-lead-mapping",
  "settings/numbering": "customisation.kind-numbering",
  "settings/print_forms": "customisation.kind-print-forms",
} as const;
const isKind = (key: string): key is keyof typeof KINDS => Object.hasOwn(KINDS, key);

/** A thing of the document by its path: `fields/organizations.cf_region`. */
function useThingName(document: unknown): (difference: Difference) => string {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const added = isObject(document) && Array.isArray(document["modules"]) ? (document["modules"] as readonly unknown[]) : [];
  const labels = new Map<string, Label>(modules.map(({ name, label }) => [name, label]));
  for (const module of added)
    if (isObject(module) && typeof module["name"] === "string" && isLabel(module["label"])) labels.set(module["name"], module["label"]);
  return ({ path, before, after }) => {
    const [first = "", ...others] = path.split("/");
    const [kind, rest] = first === "settings" ? [`settings/${others[0] ?? ""}`, others.slice(1)] : [first, others];
    const [module = "", ...names] = (kind === "views" ? rest : rest.join("/").split(".")).filter((part) => part !== "");
    const own = settingsOf(after ?? before)["label"];
    const label = labels.get(module);
    const place = label ? text(label) : module;
    const name = kind === "modules" || kind === "names" || kind === "layouts" ? "" : isLabel(own) ? text(own) : names.join(".");
    return [isKind(kind) ? t(KINDS[kind]) : kind, [place, name].filter((part) => part !== "").join(" · ")]
      .filter((part) => part !== "")
      .join(": ");
  };
}

interface ConfigurationPlanProps {
  readonly document: unknown;
  readonly differences: readonly Difference[];
  readonly onApply: () => void;
  readonly pending: boolean;
}
export function ConfigurationPlan({ document, differences, onApply, pending }: ConfigurationPlanProps) {
  const t = useT();
  const nameOf = useThingName(document);
  const effective = differences.filter(({ change }) => change === "add" || change === "change");
  const others = differences.filter(({ change }) => change === "only_here").length;
  const missing = differences.filter(({ change }) => change === "missing").map(({ path }) => path.split("/").slice(1).join(" · "));
  const rest = (
    <>
      {others > 0 && <p className={classes["soft"]}>{t("customisation.diff-only-here", { count: others })}</p>}
      {missing.length > 0 && (
        <Alert color="orange" variant="light">
          {t("customisation.diff-missing")}
          <ul className={classes["faults"]}>
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
  if (effective.length === 0)
    return (
      <>
        <p>{t("customisation.nothing-differs")}</p>
        {rest}
      </>
    );
  return (
    <>
      <ul className={classes["plan"]} aria-label={t("customisation.configuration")}>
        {effective.map((one) => (
          <li key={one.path} title={one.path}>
            <div className={classes["bar"]}>
              <span className={classes["badge"]} data-change={one.change}>
                {t(one.change === "add" ? "customisation.diff-add" : "customisation.diff-change")}
              </span>
              <span>{nameOf(one)}</span>
            </div>
            {one.change === "change" && <Settings before={one.before} after={one.after} />}
          </li>
        ))}
      </ul>
      {rest}
      <Button size="xs" style={{ alignSelf: "flex-start" }} onClick={onApply} loading={pending}>
        {t("customisation.apply", { count: effective.length })}
      </Button>
    </>
  );
}

const MOST_SHOWN = 160;
/** The settings that differ, each as it is and as it would be. */
function Settings({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const t = useT();
  const text = useLabel();
  const settingName = useSettingName();
  const words = (value: unknown): string => {
    if (value === undefined || value === null) return "—";
    if (value === true || value === false) return t(value ? "value.yes" : "value.no");
    if (isLabel(value)) return text(value);
    if (Array.isArray(value))
      return value.map((one) => (isObject(one) && isLabel(one["label"]) ? text(one["label"]) : words(one))).join(", ");
    return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
  };
  const short = (value: unknown): string => {
    const all = words(value);
    return all.length > MOST_SHOWN ? `${all.slice(0, MOST_SHOWN)}…` : all;
  };
  const [a, b] = [settingsOf(before), settingsOf(after)];
  return (
    <table className={classes["changes"]}>
      <tbody>
        {changedKeys(before, after).map((key) => (
          <tr key={key}>
            <th scope="row">{key === "" ? "" : settingName(key)}</th>
            <td>
              <del>{short(a[key])}</del>
            </td>
            <td>{short(b[key])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
