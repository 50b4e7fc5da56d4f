/** Settings: the print forms of documents, each with its blocks and a preview; own ones, versions, and the way back. */
import { Alert, Button, Group, Menu, Select } from "@mantine/core";
import { IconHistory, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useModuleSummary } from "../../../../web/api/modules.ts";
import { useValueContext } from "../../../../web/fields/value-context.ts";
import { formatMoment, useLabel, useT } from "../../../../web/i18n.tsx";
import { errorText } from "../../../../web/ui/error-state.tsx";
import { showToast } from "../../../../web/ui/toast.tsx";
import type { PrintTemplate } from "../../print/print-template.ts";
import { FormEditor } from "./form-editor.tsx";
import { createForm, formsQuery, resetForm, saveForm, versionsQuery, type PrintForm } from "./print-forms-api.ts";
import classes from "./print-forms.module.css";

const MODULES = ["quotes", "sales_orders", "invoices", "purchase_orders", "credit_notes"] as const;

export function PrintFormsScreen() {
  const t = useT();
  const say = useLabel();
  const { data: forms } = useSuspenseQuery(formsQuery);
  const [chosen, choose] = useState("");
  const [first] = forms;
  const form = forms.find(({ name }) => name === chosen) ?? first;
  if (!form) return null;
  return (
    <div className={classes["screen"]}>
      <p className={classes["note"]}>{t("print-forms.intro")}</p>
      <Group align="end" gap="sm">
        <Select
          label={t("print-forms.form")}
          w={280}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t("picker.nothing")}
          data={forms.map(({ name, template }) => ({ value: name, label: say(template.name) }))}
          value={form.name}
          onChange={(name) => name && choose(name)}
        />
        <NewForm onMade={choose} />
      </Group>
      <OpenForm key={`${form.name} ${form.version}`} form={form} />
    </div>
  );
}

function NewForm({ onMade }: { readonly onMade: (name: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: (module: string) => createForm(module, NEW_FORM),
    onSuccess: async (form) => {
      await client.invalidateQueries({ queryKey: ["sales"] });
      onMade(form.name);
    },
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" loading={make.isPending} leftSection={<IconPlus size={16} aria-hidden />}>
          {t("print-forms.new")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {MODULES.map((module) => (
          <ModuleItem key={module} module={module} onClick={() => make.mutate(module)} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
const NEW_FORM: PrintTemplate = {
  name: { en: "New form", ru: "Новая форма" },
  blocks: [
    { type: "logo", size: 120, align: "left" },
    {
      type: "head",
      text: { en: "{{number}}", ru: "{{number}}" },
      facts: [{ label: { en: "Date", ru: "Дата" }, value: { en: "{{date}}", ru: "{{date}}" } }],
    },
    { type: "text", text: { en: "", ru: "" } },
  ],
};

function ModuleItem({ module, onClick }: { readonly module: string; readonly onClick: () => void }) {
  const say = useLabel();
  const summary = useModuleSummary(module);
  return summary ? <Menu.Item onClick={onClick}>{say(summary.label)}</Menu.Item> : null;
}

function OpenForm({ form }: { readonly form: PrintForm }) {
  const t = useT();
  const client = useQueryClient();
  const [template, setTemplate] = useState(form.template);
  const refresh = () => client.invalidateQueries({ queryKey: ["sales"] });
  const save = useMutation({
    mutationFn: () => saveForm(form, template),
    onSuccess: async () => {
      showToast({ message: t("settings.saved") });
      await refresh();
    },
  });
  const reset = useMutation({
    mutationFn: () => resetForm(form.name),
    onSuccess: refresh,
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const dirty = template !== form.template;
  return (
    <>
      {save.error && (
        <Alert color="red" variant="light" role="alert">
          {errorText(save.error, t)}
        </Alert>
      )}
      <FormEditor form={form} module={form.modules[0] ?? ""} template={template} onChange={setTemplate} />
      <div className={classes["foot"]}>
        <Versions form={form} onChoose={setTemplate} />
        {form.changed && (
          <Button variant="default" {...(form.standard ? {} : { color: "red" })} loading={reset.isPending} onClick={() => reset.mutate()}>
            {t(form.standard ? "print-forms.reset" : "print-forms.remove")}
          </Button>
        )}
        <Button disabled={!dirty} loading={save.isPending} onClick={() => save.mutate()}>
          {t("action.save")}
        </Button>
      </div>
    </>
  );
}

function Versions({ form, onChoose }: { readonly form: PrintForm; readonly onChoose: (template: PrintTemplate) => void }) {
  const t = useT();
  const { lang, timezone } = useValueContext();
  const versions = useQuery({ ...versionsQuery(form.name, form.version), enabled: form.version > 0 }).data ?? [];
  if (versions.length === 0) return null;
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button variant="subtle" leftSection={<IconHistory size={16} aria-hidden />}>
          {t("print-forms.versions")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {versions.map(({ version, at, actor, template }) => (
          <Menu.Item key={version} disabled={template === null} onClick={() => template && onChoose(template)}>
            {t("print-forms.version", { version, at: formatMoment(at, lang, timezone), by: actor ?? "—" })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
