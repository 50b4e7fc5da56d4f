/** A new module in one step, or other names and another picture for one that there is. */
import { ActionIcon, Alert, Button, Checkbox, InputWrapper, Menu, Select, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { MENU_GROUPS, type MenuGroup } from "../../../model/define.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { MODULE_ICONS, ModuleIcon } from "../../../web/ui/module-icon.tsx";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import classes from "./customisation.module.css";
import { addModule, renameModule, useChange } from "./customisation-api.ts";
import { LabelsInput, filledLabel, type PartialLabel } from "./labels-input.tsx";

interface ModuleDialogProps {
  readonly module?: DescribedModule;
  readonly onClose: () => void;
}
export function ModuleDialog({ module, onClose }: ModuleDialogProps) {
  const t = useT();
  const navigate = useNavigate();
  const [label, setLabel] = useState<PartialLabel>(module?.label ?? {});
  const [singular, setSingular] = useState<PartialLabel>(module?.singular ?? {});
  const [icon, setIcon] = useState(module?.icon ?? "box");
  const [menu, setMenu] = useState<MenuGroup>("tools");
  const [prefix, setPrefix] = useState("");
  const [named, setNamed] = useState(true);
  const save = useChange(async (): Promise<string> => {
    const names = {
      label: filledLabel(label),
      ...(Object.keys(filledLabel(singular)).length > 0 ? { singular: filledLabel(singular) } : {}),
      icon,
    };
    if (module) {
      await renameModule(module.name, names);
      return module.name;
    }
    return (
      await addModule({ ...names, menu, ...(prefix === "" ? {} : { number_prefix: prefix }), ...(named ? {} : { name_field: null }) })
    ).name;
  });
  const errors: Record<string, string> = {};
  if (isProblem(save.error)) for (const { field, message } of save.error.errors) errors[field] ??= message;
  const send = (): void =>
    save.mutate(undefined, {
      onSuccess: (name) => {
        onClose();
        void navigate({ to: "/settings", search: { section: "modules", module: name } });
      },
    });
  return (
    <FormDialog
      title={t(module ? "customisation.rename" : "customisation.new-module")}
      size="lg"
      action={t(module ? "action.save" : "customisation.create")}
      onSubmit={send}
      onClose={onClose}
      busy={save.isPending}
      noValidate
    >
      {save.error && Object.keys(errors).length === 0 && (
        <Alert color="red" variant="light" role="alert">
          {errorText(save.error, t)}
        </Alert>
      )}
      <LabelsInput autoFocus required label={t("customisation.plural")} value={label} onChange={setLabel} error={errors["label"]} />
      <LabelsInput label={t("customisation.singular")} value={singular} onChange={setSingular} error={errors["singular"]} />
      <div className={classes["pair"]}>
        <IconChoice icon={icon} onChange={setIcon} />
        {!module && (
          <Select
            label={t("customisation.menu-place")}
            allowDeselect={false}
            value={menu}
            data={MENU_GROUPS.map((group) => ({
              value: group,
              label: group === "none" ? t("customisation.not-in-menu") : t(`menu.${group}`),
            }))}
            onChange={(group) => setMenu(MENU_GROUPS.find((one) => one === group) ?? "tools")}
          />
        )}
      </div>
      {!module && (
        <div className={classes["pair"]}>
          <TextInput
            label={t("customisation.number-prefix")}
            placeholder="EQ-"
            maxLength={10}
            value={prefix}
            error={errors["number_prefix"]}
            onChange={({ currentTarget }) => setPrefix(currentTarget.value)}
          />
          <Checkbox
            style={{ alignSelf: "end" }}
            label={t("customisation.has-name")}
            description={t("customisation.has-name-hint")}
            checked={named}
            onChange={({ currentTarget }) => setNamed(currentTarget.checked)}
          />
        </div>
      )}
    </FormDialog>
  );
}

function IconChoice({ icon, onChange }: { readonly icon: string; readonly onChange: (icon: string) => void }) {
  const t = useT();
  return (
    <InputWrapper label={t("customisation.icon")} labelElement="div">
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" fullWidth justify="flex-start" aria-label={t("customisation.icon")}>
            <ModuleIcon name={icon} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes["icons"]}>
            {MODULE_ICONS.map((name) => (
              <Menu.Item key={name} p={0} aria-label={name} onClick={() => onChange(name)}>
                <ActionIcon
                  component="span"
                  variant={name === icon ? "light" : "subtle"}
                  {...(name === icon ? {} : { color: "gray" })}
                  size="lg"
                >
                  <ModuleIcon name={name} />
                </ActionIcon>
              </Menu.Item>
            ))}
          </div>
        </Menu.Dropdown>
      </Menu>
    </InputWrapper>
  );
}
