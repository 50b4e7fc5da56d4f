/** One provider: where it is, who we are there, and what its word counts for here. Saving asks it at once whether it answers. */
import { ActionIcon, Alert, Button, CopyButton, Modal, PasswordInput, Select, Switch, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { rolesQuery } from "../../../features/access-settings/web/access-api.ts";
import { faultOf } from "../../api/problem.ts";
import { useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { checkProvider, deleteProvider, saveProvider, type Provider, type ProviderValues } from "./providers-api.ts";
import { useSecurityChange } from "./use-security-change.ts";
import classes from "./security.module.css";

interface ProviderDialogProps {
  /** Absent: a new one. */
  readonly provider: Provider | undefined;
  readonly onClose: () => void;
}
const TRUSTS = ["enabled", "create_users", "trust_email", "trust_second_factor"] as const;
const FRESH = {
  label: "",
  issuer: "",
  client_id: "",
  scopes: "openid email profile",
  enabled: true,
  create_users: false,
  trust_second_factor: false,
  trust_email: false,
  role_claim: "",
  role_map: [],
} as const satisfies Omit<Provider, "id" | "has_secret" | "redirect_uri">;

export function ProviderDialog({ provider: given, onClose }: ProviderDialogProps) {
  const t = useT();
  const [saved, setSaved] = useState(given);
  const [changed, setChanged] = useState<ProviderValues>({});
  const set = (change: ProviderValues): void => setChanged((before) => ({ ...before, ...change }));
  const now = { ...FRESH, ...saved, ...changed };
  const save = useSecurityChange({
    change: async () => {
      const kept = await saveProvider(
        saved?.id,
        saved ? changed : { label: now.label, issuer: now.issuer, client_id: now.client_id, ...changed },
      );
      setSaved({ ...kept, redirect_uri: saved?.redirect_uri ?? `${window.location.origin}/api/v1/auth/openid/${kept.id}/callback` });
      setChanged({});
      await checkProvider(kept.id);
    },
    message: t("sign-in-settings.answers"),
    quiet: true,
  });
  const remove = useSecurityChange({ change: () => deleteProvider(saved?.id ?? ""), onDone: onClose });
  const bind = (name: "label" | "issuer" | "client_id" | "scopes" | "role_claim") => ({
    label: t(`sign-in-settings.${name}`),
    value: now[name],
    error: faultOf(save.error, name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={given?.label ?? t("sign-in-settings.add")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        className={classes["form"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && faultOf(save.error, "issuer", "label", "client_id", "role_map") === undefined && (
          <Alert color="red" variant="light" role="alert">
            {errorText(save.error, t)}
          </Alert>
        )}
        <div className={classes["pair"]}>
          <TextInput data-autofocus required placeholder="Google" {...bind("label")} />
          <TextInput required placeholder="https://accounts.google.com" {...bind("issuer")} />
        </div>
        <div className={classes["pair"]}>
          <TextInput required autoComplete="off" {...bind("client_id")} />
          <PasswordInput
            label={t("sign-in-settings.client_secret")}
            autoComplete="new-password"
            placeholder={saved?.has_secret === true ? t("mail.password-kept") : ""}
            value={changed.client_secret ?? ""}
            visibilityToggleButtonProps={{ "aria-label": t("sign-in.show-password") }}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setChanged(({ client_secret: _old, ...rest }) => (value === "" ? rest : { ...rest, client_secret: value }));
            }}
          />
        </div>
        {saved && <RedirectUri uri={saved.redirect_uri} />}
        {TRUSTS.map((name) => (
          <Switch
            key={name}
            label={t(`sign-in-settings.${name}`)}
            {...(name === "enabled" ? {} : { description: t(`sign-in-settings.${name}-text`) })}
            checked={now[name]}
            onChange={(event) => set({ [name]: event.currentTarget.checked })}
          />
        ))}
        <div className={classes["pair"]}>
          <TextInput {...bind("scopes")} />
          <TextInput
            placeholder="groups"
            description={t("sign-in-settings.role_claim-text")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            {...bind("role_claim")}
          />
        </div>
        {now.role_claim !== "" && (
          <RoleMap map={now.role_map} onChange={(role_map) => set({ role_map })} error={faultOf(save.error, "role_map")} />
        )}
        <div className={classes["foot"]}>
          {saved && (
            <Button variant="subtle" color="red" mr="auto" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t("action.delete")}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t("action.close")}
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={now.label.trim() === "" || now.issuer.trim() === "" || now.client_id.trim() === ""}
          >
            {t("action.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function RedirectUri({ uri }: { readonly uri: string | null }) {
  const t = useT();
  if (uri === null) return <Alert variant="light">{t("sign-in.problem.public_url_needed")}</Alert>;
  return (
    <div className={classes["copied"]}>
      <TextInput readOnly label={t("sign-in-settings.redirect_uri")} value={uri} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={uri}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {t(copied ? "access.user.copied" : "access.user.copy")}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

interface RoleMapProps {
  readonly map: Provider["role_map"];
  readonly onChange: (map: Provider["role_map"]) => void;
  readonly error: string | undefined;
}
function RoleMap({ map, onChange, error }: RoleMapProps) {
  const t = useT();
  const roles = useQuery(rolesQuery).data ?? [];
  const put = (at: number, change: Partial<Provider["role_map"][number]>): void =>
    onChange(map.map((each, i) => (i === at ? { ...each, ...change } : each)));
  return (
    <div className={classes["form"]}>
      {error !== undefined && <Alert color="red">{error}</Alert>}
      {map.map(({ value, role_id }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no names of their own
        <div key={at} className={classes["map"]}>
          <TextInput
            aria-label={t("sign-in-settings.claim-value")}
            placeholder={t("sign-in-settings.claim-value")}
            value={value}
            onChange={(event) => put(at, { value: event.currentTarget.value })}
          />
          <Select
            aria-label={t("access.user.role")}
            placeholder={t("access.user.role")}
            data={roles.map(({ id, name }) => ({ value: id, label: name }))}
            value={role_id === "" ? null : role_id}
            searchable
            allowDeselect={false}
            nothingFoundMessage={t("picker.nothing")}
            onChange={(chosen) => chosen !== null && put(at, { role_id: chosen })}
          />
          <ActionIcon aria-label={t("action.delete")} color="gray" onClick={() => onChange(map.filter((_, i) => i !== at))}>
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button size="xs" variant="default" onClick={() => onChange([...map, { value: "", role_id: "" }])}>
          {t("sign-in-settings.map-add")}
        </Button>
      </div>
    </div>
  );
}
