/** Settings → Modules: all of them, one of them, a new one, the menu, and the set-up as a file. */
import { Button, Select, Tabs } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { IconArrowLeft, IconPlus } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import type { DescribedField } from "../../../model/describe.ts";
import { useModule, useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import { ConfigurationPanel } from "./configuration-panel.tsx";
import classes from "./customisation.module.css";
import { fieldsQuery, layoutQuery } from "./customisation-api.ts";
import { DeclarationHistory } from "./declaration-history.tsx";
import { DeletedFields } from "./deleted-fields.tsx";
import { FieldDialog, type FieldDialogProps } from "./field-dialog.tsx";
import { LayoutEditor } from "./layout-editor.tsx";
import { MenuEditor } from "./menu-editor.tsx";
import { ModuleDialog } from "./module-dialog.tsx";
import { RelationDialog } from "./relation-dialog.tsx";

export function ModulesScreen() {
  const { module, field } = useSearch({ strict: false }) as { readonly module?: string; readonly field?: string };
  const modules = useModules();
  return modules.some(({ name }) => name === module) && module !== undefined ? (
    <OneModule key={module} name={module} asked={field} />
  ) : (
    <AllModules />
  );
}

function AllModules() {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const [adding, setAdding] = useState(false);
  return (
    <div className={classes["screen"]}>
      <Tabs defaultValue="modules">
        <Tabs.List mb="sm">
          <Tabs.Tab value="modules">{t("settings.modules")}</Tabs.Tab>
          <Tabs.Tab value="menu">{t("customisation.menu")}</Tabs.Tab>
          <Tabs.Tab value="configuration">{t("customisation.configuration")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="modules" className={classes["editor"] ?? ""}>
          <div className={classes["bar"]}>
            <Button size="xs" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
              {t("customisation.new-module")}
            </Button>
            <span className={classes["soft"]}>{t("customisation.modules-hint")}</span>
          </div>
          <div className={classes["modules"]}>
            {modules.map((module) => (
              <Link key={module.name} to="/settings" search={{ section: "modules", module: module.name }} className={classes["module"]}>
                <ModuleIcon name={module.icon} />
                <span>{text(module.label)}</span>
              </Link>
            ))}
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="menu">
          <MenuEditor />
        </Tabs.Panel>
        <Tabs.Panel value="configuration">
          <ConfigurationPanel />
        </Tabs.Panel>
      </Tabs>
      {adding && <ModuleDialog onClose={() => setAdding(false)} />}
    </div>
  );
}

interface OneModuleProps {
  readonly name: string;
  /** A field to whose lists by role a link leads. */
  readonly asked: string | undefined;
}
function OneModule({ name, asked }: OneModuleProps) {
  const t = useT();
  const text = useLabel();
  const module = useModule(name);
  const { data: layout } = useSuspenseQuery(layoutQuery(name));
  const { data: fields } = useSuspenseQuery(fieldsQuery(name));
  const [editing, setEditing] = useState<Pick<FieldDialogProps, "field" | "block" | "tab"> | undefined>(() => {
    const field = fields.find((one) => one.name === asked);
    return field && { field, tab: "roles" };
  });
  const [dialog, setDialog] = useState<"rename" | "relation">();
  // What others change while this is open comes with a newer description of the module.
  const client = useQueryClient();
  const { registry_version: version } = module;
  useEffect(() => {
    if (version > 0) void client.invalidateQueries({ queryKey: ["customisation", name] });
  }, [client, name, version]);
  const edit = useCallback((field: DescribedField) => setEditing({ field }), []);
  return (
    <div className={classes["screen"]}>
      <div className={classes["bar"]}>
        <Link to="/settings" search={{ section: "modules" }} className={classes["back"]} aria-label={t("settings.modules")}>
          <IconArrowLeft size={16} aria-hidden />
        </Link>
        <ModuleIcon name={module.icon} />
        <h2>{text(module.label)}</h2>
        <span className={classes["grow"]} />
        <Select
          size="xs"
          w={180}
          searchable
          clearable
          limit={100}
          aria-label={t("customisation.find-field")}
          placeholder={t("customisation.find-field")}
          nothingFoundMessage={t("picker.nothing")}
          value={null}
          data={fields.map((field) => ({ value: field.name, label: text(field.label) }))}
          onChange={(found) => {
            const field = fields.find((one) => one.name === found);
            if (field) edit(field);
          }}
        />
        <Button size="xs" variant="default" onClick={() => setDialog("rename")}>
          {t("customisation.rename")}
        </Button>
        <Button size="xs" variant="default" onClick={() => setDialog("relation")}>
          {t("customisation.add-relation")}
        </Button>
        <Button size="xs" variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEditing({})}>
          {t("customisation.add-field")}
        </Button>
      </div>
      <Tabs defaultValue="layout" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="layout">{t("customisation.layout")}</Tabs.Tab>
          <Tabs.Tab value="history">{t("customisation.history")}</Tabs.Tab>
          <Tabs.Tab value="deleted">{t("customisation.deleted")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="layout">
          <LayoutEditor module={module} layout={layout} fields={fields} onEditField={edit} onAddField={(block) => setEditing({ block })} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <DeclarationHistory module={module} version={layout.version} />
        </Tabs.Panel>
        <Tabs.Panel value="deleted">
          <DeletedFields module={name} />
        </Tabs.Panel>
      </Tabs>
      {editing && <FieldDialog key={editing.field?.name ?? ""} module={module} {...editing} onClose={() => setEditing(undefined)} />}
      {dialog === "rename" && <ModuleDialog module={module} onClose={() => setDialog(undefined)} />}
      {dialog === "relation" && <RelationDialog module={module} onClose={() => setDialog(undefined)} />}
    </div>
  );
}
