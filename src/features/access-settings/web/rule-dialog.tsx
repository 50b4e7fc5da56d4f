/** One sharing rule: whose records, or which, are opened to whom, how far, and what goes with them. */
import { Button, Input, Modal, MultiSelect, SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { PRINCIPAL_TYPES, SHARE_LEVELS, type Principal, type ShareLevel } from "../../../model/access/vocabulary.ts";
import { useModuleIfKnown, useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { fromFilter, isComplete, toFilter } from "../../../web/records/list/filter-model.ts";
import { saveRule, type Rule, type RuleValues } from "./access-api.ts";
import { PrincipalSelect } from "./record-select.tsx";
import { RuleFilter } from "./rule-filter.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

type Named = Principal & { readonly label: string };
const named = (principal: Principal, label: string | null): Named => ({ ...principal, label: label ?? principal.id });

export function RuleDialog({ rule, onClose }: { readonly rule: Rule | undefined; readonly onClose: () => void }) {
  const t = useT();
  const text = useLabel();
  const modules = useModules().filter(({ menu }) => menu !== "admin");
  const [module, setModule] = useState<string | null>(rule?.module ?? null);
  const [by, setBy] = useState<"owner" | "filter">(rule && "filter" in rule.from ? "filter" : "owner");
  const [from, setFrom] = useState<Named | null>(rule && "type" in rule.from ? named(rule.from, rule.from__label) : null);
  const [filter, setFilter] = useState(fromFilter(rule && "filter" in rule.from ? rule.from.filter : undefined));
  const [to, setTo] = useState<Named | null>(rule ? named(rule.to, rule.to__label) : null);
  const [level, setLevel] = useState<ShareLevel>(rule?.level ?? "read");
  const [related, setRelated] = useState<readonly string[]>(rule?.related ?? []);
  const near =
    useModuleIfKnown(module ?? undefined)?.relations.filter(({ kind, module: other }) => kind === "children" && other !== module) ?? [];
  const nearModules = modules.filter(({ name }) => near.some((relation) => relation.module === name));
  const complete = toFilter({
    ...filter,
    groups: filter.groups.map((group) => group.filter(isComplete)).filter((group) => group.length > 0),
  });
  const source = by === "filter" ? complete && { filter: complete } : (from && plain(from)) || undefined;
  const values: RuleValues | undefined =
    module !== null && source && to ? { module, from: source, to: plain(to), level, related } : undefined;
  const save = useAccessSave({ save: (ready: RuleValues) => saveRule(rule?.id, ready), onSaved: onClose });
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t(rule ? "access.rule.edit" : "access.rule.add")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <div className={classes["form"]}>
        <Select
          label={t("access.rule.module")}
          data={modules.map(({ name, label }) => ({ value: name, label: text(label) }))}
          value={module}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t("picker.nothing")}
          onChange={(name) => {
            setModule(name);
            setFilter(fromFilter(undefined));
            setRelated([]);
          }}
        />
        <Input.Wrapper label={t("access.rule.from")} labelElement="div" error={faultOf(save.error, "from", "from.filter")}>
          <div className={classes["stack"]}>
            <SegmentedControl
              aria-label={t("access.rule.from")}
              data={(["owner", "filter"] as const).map((value) => ({ value, label: t(`access.rule.by-${value}`) }))}
              value={by}
              onChange={(value) => setBy(value as typeof by)}
            />
            {by === "owner" && <PrincipalSelect label={t("access.rule.owner")} types={PRINCIPAL_TYPES} value={from} onChange={setFrom} />}
            {by === "filter" && module !== null && <RuleFilter module={module} filter={filter} onChange={setFilter} />}
            {by === "filter" && module === null && <p className={classes["intro"]}>{t("access.rule.module-first")}</p>}
          </div>
        </Input.Wrapper>
        <PrincipalSelect
          label={t("access.rule.to")}
          types={PRINCIPAL_TYPES}
          value={to}
          onChange={setTo}
          error={faultOf(save.error, "to")}
        />
        <Input.Wrapper label={t("access.share.level")} labelElement="div">
          <div>
            <SegmentedControl
              aria-label={t("access.share.level")}
              data={SHARE_LEVELS.map((value) => ({ value, label: t(`access.share.${value}`) }))}
              value={level}
              onChange={(value) => setLevel(value as ShareLevel)}
            />
          </div>
        </Input.Wrapper>
        {nearModules.length > 0 && (
          <MultiSelect
            label={t("access.rule.related")}
            description={t("access.rule.related-text")}
            data={nearModules.map(({ name, label }) => ({ value: name, label: text(label) }))}
            value={[...related]}
            searchable
            nothingFoundMessage={t("picker.nothing")}
            error={faultOf(save.error, "related")}
            onChange={setRelated}
          />
        )}
        <div className={classes["foot"]}>
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button disabled={!values} loading={save.isPending} onClick={() => values && save.mutate(values)}>
            {t("action.save")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
const plain = ({ type, id }: Principal): Principal => ({ type, id });
