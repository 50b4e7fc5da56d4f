/** Modules beside the imported one that the same rows fill: which, how their records are found, what is done with them. */
import { ActionIcon, Button, Menu, MultiSelect, Select } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldOf, targetsOf, useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { DefaultsPanel } from "./defaults-panel.tsx";
import type { ImportDraft } from "./import-draft.ts";
import { unmappedMandatory } from "./mapping-model.ts";
import { useUsualMatch } from "./usual-match.ts";
import classes from "./import.module.css";

const DUPLICATES = ["skip", "merge", "overwrite"] as const;
type Duplicates = (typeof DUPLICATES)[number];

interface RelatedPanelProps {
  readonly module: DescribedModule;
  readonly draft: ImportDraft;
  readonly suggested: readonly string[];
}
export function RelatedPanel({ module, draft, suggested }: RelatedPanelProps) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const add = useMutation({
    mutationFn: draft.add,
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  // What a record of this module may belong to, and people, who belong to everything.
  const linked = new Set(module.fields.flatMap((field) => (field.readOnly ? [] : targetsOf(field))));
  const free = modules.filter(
    ({ name, rights }) =>
      rights.import &&
      name !== module.name &&
      name !== "users" &&
      !draft.related.some((each) => each.module === name) &&
      (linked.has(name) || suggested.includes(name)),
  );
  if (free.length === 0 && draft.related.length === 0) return null;
  const proposed = free.filter(({ name }) => suggested.includes(name));
  const others = free.filter(({ name }) => !suggested.includes(name));
  return (
    <section className={classes["panel"]} aria-label={t("import.beside")}>
      <h2 className={classes["panelTitle"]}>{t("import.beside")}</h2>
      <p className={classes["panelText"]}>{proposed.length > 0 ? t("import.beside-seems") : t("import.beside-text")}</p>
      {draft.modules.slice(1).map((other) => (
        <RelatedChoices key={other.name} module={other} draft={draft} />
      ))}
      <div className={classes["foot"]}>
        {proposed.map(({ name, label }) => (
          <Button
            key={name}
            size="xs"
            variant="light"
            leftSection={<IconPlus size={14} />}
            loading={add.isPending}
            onClick={() => add.mutate(name)}
          >
            {text(label)}
          </Button>
        ))}
        {others.length > 0 && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} loading={add.isPending}>
                {t("import.beside-add")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map(({ name, label }) => (
                <Menu.Item key={name} onClick={() => add.mutate(name)}>
                  {text(label)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </section>
  );
}

function RelatedChoices({ module, draft }: { readonly module: DescribedModule; readonly draft: ImportDraft }) {
  const t = useT();
  const text = useLabel();
  const choice = draft.related.find((each) => each.module === module.name);
  const columns = draft.columns.filter((column) => column.module === module.name);
  const mapped = [...new Set(columns.flatMap(({ field }) => field ?? []))].flatMap((name) => fieldOf(module, name) ?? []);
  const usual = useUsualMatch(module, columns);
  const known = choice?.match_by ?? (columns.length > 0 ? usual : []);
  const missing = unmappedMandatory(module, columns).filter((field) => (draft.defaultsOf(module.name)[field.name] ?? null) === null);
  return (
    <div className={classes["related"]}>
      <div className={classes["relatedHead"]}>
        <b>{text(module.label)}</b>
        <span>{columns.length === 0 ? t("import.beside-empty") : t("import.columns-count", { count: columns.length })}</span>
        <ActionIcon
          size={28}
          aria-label={t("import.beside-remove", { module: text(module.label) })}
          onClick={() => draft.remove(module.name)}
        >
          <IconX size={14} />
        </ActionIcon>
      </div>
      <div className={classes["relatedChoices"]}>
        <MultiSelect
          size="xs"
          label={t("import.match-fields")}
          data={mapped.map((field) => ({ value: field.name, label: text(field.label) }))}
          value={known.filter((name) => mapped.some((field) => field.name === name))}
          onChange={(match_by) => draft.changeRelated(module.name, { match_by })}
          placeholder={known.length === 0 ? t("import.always-new") : ""}
        />
        <Select<Duplicates>
          size="xs"
          label={t("import.if-found")}
          data={DUPLICATES.map((value) => ({ value, label: t(`import.if-found.${value}`) }))}
          value={choice?.duplicates ?? "skip"}
          allowDeselect={false}
          onChange={(duplicates) => duplicates && draft.changeRelated(module.name, { duplicates })}
        />
      </div>
      {missing.length > 0 && (
        <p className={classes["relatedMissing"]}>{t("import.missing", { fields: missing.map((field) => text(field.label)).join(", ") })}</p>
      )}
      <DefaultsPanel
        module={module}
        columns={columns}
        defaults={draft.defaultsOf(module.name)}
        onChange={(defaults) => draft.setDefaults(module.name, defaults)}
        bare
      />
    </div>
  );
}
