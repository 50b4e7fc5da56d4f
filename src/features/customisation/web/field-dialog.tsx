/** Adding a field of any type, and changing one: only what its type has is asked for. */
import { Alert, Button, Modal, Select, Tabs } from "@mantine/core";
import { useState } from "react";
import type { FieldTypeName } from "../../../fieldtypes/index.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { useSession } from "../../../web/api/session.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { customTypes } from "../field-settings.ts";
import classes from "./customisation.module.css";
import { addField, changeField, saveRoleOptions, useChange, type FieldBody } from "./customisation-api.ts";
import { DeleteField } from "./delete-field.tsx";
import { DependencyMatrix } from "./dependency-matrix.tsx";
import { FieldConditionsEditor } from "./field-conditions.tsx";
import { changesOf, draftOf, has, hasChoices, optionsOf, settled, type Draft } from "./field-draft.ts";
import { FieldIndex } from "./field-index.tsx";
import { FieldFlags } from "./field-flags.tsx";
import { LabelsInput } from "./labels-input.tsx";
import { RoleLists } from "./role-lists.tsx";
import { RetypeField } from "./retype-field.tsx";
import { useTypeName } from "./type-name.ts";
import { TypeSettings } from "./type-settings.tsx";

export interface FieldDialogProps {
  readonly module: DescribedModule;
  readonly field?: DescribedField | undefined;
  readonly block?: string | undefined;
  /** The tab that is open at first. */
  readonly tab?: "field" | "roles" | undefined;
  readonly onClose: () => void;
}
/** What a part of the dialog works on. */
export interface FieldPartProps {
  readonly module: DescribedModule;
  readonly field: DescribedField | undefined;
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly onClose: () => void;
}

/** On which tab the settings stand that a refusal names. */
const TAB_OF: Readonly<Record<string, string>> = { conditions: "conditions", depends_on: "dependency", roles: "roles" };
const tabOf = (at: string): string => TAB_OF[at.split(".")[0] ?? ""] ?? "field";

export function FieldDialog({ module, field, block, tab = "field", onClose }: FieldDialogProps) {
  const t = useT();
  const text = useLabel();
  const typeName = useTypeName();
  const [draft, setDraft] = useState<Draft>(() => draftOf(field));
  const [version] = useState(module.registry_version);
  const save = useChange(async (body: FieldBody) => {
    if (!field) return addField(module.name, { ...body, type: draft.type, ...(block ? { block } : {}) });
    if (Object.keys(body).length > 0) await changeField(module.name, field.name, { ...body, version });
    if (Object.keys(draft.roleLists).length > 0) await saveRoleOptions(module.name, field.name, draft.roleLists);
    return undefined;
  });
  const errors: Record<string, string> = {};
  if (isProblem(save.error)) for (const { field: at, message } of save.error.errors) errors[at] ??= message;
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const done = (): void => {
    showToast({ message: t("settings.saved") });
    onClose();
  };
  const send = (): void => {
    const body = changesOf(draft, field);
    if (field && Object.keys({ ...body, ...draft.roleLists }).length === 0) return onClose();
    save.mutate(body, { onSuccess: done });
  };
  const shown = new Set([
    "label",
    "unique",
    "mandatory",
    "hidden",
    "default",
    "formula",
    "result",
    "pattern",
    "mask",
    "max_length",
    "scale",
    "min",
    "max",
  ]);
  const loose = Object.entries(errors).filter(([at]) => !shown.has(at) && !/^(?:options\.\d|rollup\.|targets)/.test(at));
  const parts: FieldPartProps = { module, field, draft, set, errors, onClose };
  const isWritable = !field?.readOnly;
  const decides = useSession().user?.tools.includes("access") === true;
  const hasRoles = decides && field !== undefined && isWritable && hasChoices(field.type) && field.open !== true && field.computed !== true;
  const mark = (tab: string): string | undefined => (Object.keys(errors).some((at) => tabOf(at) === tab) ? "bad" : undefined);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={field ? text(field.label) : t("customisation.new-field")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        className={classes["form"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // React hands the events of editors within (a condition's) to the form around them too.
          if (event.target === event.currentTarget) send();
        }}
      >
        {save.error && (loose.length > 0 || Object.keys(errors).length === 0) && (
          <Alert color="red" variant="light" role="alert">
            {loose.length > 0 ? loose.map(([, message]) => message).join(" ") : errorText(save.error, t)}
          </Alert>
        )}
        <Tabs defaultValue={hasRoles ? tab : "field"} keepMounted={false} onChange={() => set({ options: settled(draft.options) })}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="field" data-mark={mark("field")}>
              {t("customisation.tab-field")}
            </Tabs.Tab>
            {isWritable && (
              <Tabs.Tab value="conditions" data-mark={mark("conditions")}>
                {t("customisation.tab-conditions")}
              </Tabs.Tab>
            )}
            {isWritable && has("depends_on", draft.type) && (
              <Tabs.Tab value="dependency" data-mark={mark("dependency")}>
                {t("customisation.tab-dependency")}
              </Tabs.Tab>
            )}
            {hasRoles && (
              <Tabs.Tab value="roles" data-mark={mark("roles")}>
                {t("customisation.tab-roles")}
              </Tabs.Tab>
            )}
            {field && <Tabs.Tab value="more">{t("customisation.tab-more")}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="field" className={classes["form"] ?? ""}>
            <FieldBasics {...parts} />
          </Tabs.Panel>
          <Tabs.Panel value="conditions" className={classes["form"] ?? ""}>
            <FieldConditionsEditor {...parts} options={optionsOf(draft)} />
          </Tabs.Panel>
          <Tabs.Panel value="dependency" className={classes["form"] ?? ""}>
            <DependencyMatrix {...parts} options={optionsOf(draft)} />
          </Tabs.Panel>
          {hasRoles && (
            <Tabs.Panel value="roles" className={classes["form"] ?? ""}>
              <RoleLists {...parts} field={field} options={optionsOf(draft)} />
            </Tabs.Panel>
          )}
          {field && (
            <Tabs.Panel value="more" className={classes["form"] ?? ""}>
              <dl className={classes["facts"]}>
                <dt>{t("customisation.api-name")}</dt>
                <dd>
                  <code>{field.name}</code>
                </dd>
                <dt>{t("customisation.type")}</dt>
                <dd>{typeName(field.type)}</dd>
              </dl>
              <FieldIndex module={module.name} field={field} />
              {field.custom && <RetypeField module={module.name} field={field} onDone={onClose} />}
            </Tabs.Panel>
          )}
        </Tabs>
        <div className={classes["foot"]}>
          {field?.custom && <DeleteField module={module.name} field={field} onDone={onClose} />}
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t("action.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function FieldBasics(parts: FieldPartProps) {
  const { field, draft, set, errors } = parts;
  const t = useT();
  const typeName = useTypeName();
  const types = customTypes().filter((type) => type !== "tags" || field?.type === "tags");
  return (
    <>
      <LabelsInput
        autoFocus
        required
        label={t("customisation.label")}
        value={draft.label}
        onChange={(label) => set({ label })}
        error={errors["label"]}
      />
      {!field && (
        <Select
          label={t("customisation.type")}
          searchable
          allowDeselect={false}
          value={draft.type}
          data={types.map((type) => ({ value: type, label: typeName(type) }))}
          // What was set for another type says nothing about this one.
          onChange={(type) => type && set({ type: type as FieldTypeName, default: null, result: null })}
        />
      )}
      <TypeSettings {...parts} />
      <LabelsInput label={t("customisation.help")} value={draft.help} onChange={(help) => set({ help })} />
      <FieldFlags {...parts} />
    </>
  );
}
