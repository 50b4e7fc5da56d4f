/** Settings → Modules: all of them, one of them, a new one, the menu, and the set-up as a file. */
import { typeName } from "./type-name.ts";
import { Button, Tabs } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { IconArrowLeft, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { DescribedField } from "../../../model/describe.ts";
import { useModule, useModules } from "../../../web/api/modules.ts";
import { useSession } from "../../../web/api/session.ts";
import { formatAgo, useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { ModuleIcon } from "../../../web/ui/module-icon.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { ConfigurationPanel } from "./configuration-panel.tsx";
import classes from "./customisation.module.css";
import { deletedQuery, fieldsQuery, historyQuery, layoutQuery, restoreField, revertLayout, useChange } from "./customisation-api.ts";
import { FieldDialog } from "./field-dialog.tsx";
import { LayoutEditor } from "./layout-editor.tsx";
import { MenuEditor } from "./menu-editor.tsx";
import { ModuleDialog } from "./module-dialog.tsx";
import { RelationDialog } from "./relation-dialog.tsx";

export function ModulesScreen() {
  const { module } = useSearch({ strict: false }) as { readonly module?: string };
  const modules = useModules();
  return modules.some(({ name }) => name === module) && module !== undefined ? <OneModule key={module} name={module} /> : <AllModules />;
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

function OneModule({ name }: { readonly name: string }) {
  const t = useT();
  const text = useLabel();
  const module = useModule(name);
  const layout = useSuspenseQuery(layoutQuery(name));
  const { data: fields } = useSuspenseQuery(fieldsQuery(name));
  const [editing, setEditing] = useState<{ readonly field?: DescribedField; readonly block?: string }>();
  const [dialog, setDialog] = useState<"rename" | "relation">();
  const [round, setRound] = useState(0);
  const reload = async (): Promise<void> => {
    await layout.refetch();
    setRound((before) => before + 1);
  };
  return (
    <div className={classes["screen"]}>
      <div className={classes["bar"]}>
        <Link to="/settings" search={{ section: "modules" }} className={classes["back"]} aria-label={t("settings.modules")}>
          <IconArrowLeft size={16} aria-hidden />
        </Link>
        <ModuleIcon name={module.icon} />
        <h2>{text(module.label)}</h2>
        <span className={classes["grow"]} />
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
          <LayoutEditor
            // What stands in it may come later than the number of its fields.
            key={`${JSON.stringify(layout.data)} ${fields.length} ${round}`}
            module={name}
            layout={layout.data}
            fields={fields}
            onEditField={(field) => setEditing({ field })}
            onAddField={(block) => setEditing({ block })}
            onReload={() => void reload()}
          />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History module={name} version={layout.data.version} />
        </Tabs.Panel>
        <Tabs.Panel value="deleted">
          <Deleted module={name} />
        </Tabs.Panel>
      </Tabs>
      {editing && <FieldDialog module={module} {...editing} onClose={() => setEditing(undefined)} />}
      {dialog === "rename" && <ModuleDialog module={module} onClose={() => setDialog(undefined)} />}
      {dialog === "relation" && <RelationDialog module={module} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

function History({ module, version }: { readonly module: string; readonly version: number }) {
  const t = useT();
  const lang = useLang();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data: entries } = useSuspenseQuery(historyQuery(module));
  const revert = useChange((change: string) => revertLayout(module, { change, version }));
  if (entries.length === 0) return <p className={classes["soft"]}>{t("customisation.no-history")}</p>;
  const kind = (name: string) => (name === "field" || name === "layout" || name === "options" || name === "relation" ? name : "module");
  return (
    <ul className={classes["plan"]}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes["bar"]}>
          <span className={classes["grow"]}>
            {`${t(`customisation.kind-${kind(entry.kind)}`)}${entry.subject === null ? "" : ` · ${entry.subject}`}`}
            <span className={classes["soft"]}>{` — ${entry.actor_name ?? ""}, ${formatAgo(entry.at, lang, timezone)}`}</span>
          </span>
          {entry.kind === "layout" && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={revert.isPending}
              onClick={() =>
                revert.mutate(entry.id, {
                  onSuccess: () => showToast({ message: t("settings.saved") }),
                  onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
                })
              }
            >
              {t("customisation.revert")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Deleted({ module }: { readonly module: string }) {
  const t = useT();
  const text = useLabel();
  const lang = useLang();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data: fields } = useSuspenseQuery(deletedQuery(module));
  const restore = useChange((name: string) => restoreField(module, name));
  if (fields.length === 0) return <p className={classes["soft"]}>{t("customisation.none-deleted")}</p>;
  return (
    <ul className={classes["plan"]}>
      {fields.map((field) => (
        <li key={field.name} className={classes["bar"]}>
          <span className={classes["grow"]}>
            {text(field.label)}{" "}
            <span className={classes["soft"]}>{`${typeName(t, field.type)}, ${formatAgo(field.deleted_at, lang, timezone)}`}</span>
          </span>
          <Button size="compact-xs" variant="subtle" loading={restore.isPending} onClick={() => restore.mutate(field.name)}>
            {t("customisation.restore")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
