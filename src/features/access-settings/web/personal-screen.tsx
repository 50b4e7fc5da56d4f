/** Settings: requests to see personal data, where it is closed, and to whom it is open. */
import { ActionIcon, Button, Switch } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useModules } from "../../../web/api/modules.ts";
import { useSession } from "../../../web/api/session.ts";
import { formatMoment, useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { RecordLink } from "../../../web/ui/record-link.tsx";
import access from "./access.module.css";
import { usePrincipalText } from "./record-select.tsx";
import { useAccessSave } from "./use-access-save.ts";
import { ApproveDialog, GrantDialog } from "./grant-dialog.tsx";
import {
  closeModules,
  decide,
  grantsQuery,
  personalModulesQuery,
  requestsQuery,
  withdrawAccess,
  type AccessRequest,
  type PersonalModule,
} from "./personal-api.ts";
import classes from "./personal.module.css";

export function PersonalScreen() {
  return (
    <>
      <Requests />
      <ClosedModules />
      <Grants />
    </>
  );
}

function useModuleLabel(): (name: string) => string {
  const text = useLabel();
  const modules = useModules();
  return (name) => {
    const found = modules.find((module) => module.name === name);
    return found ? text(found.label) : name;
  };
}

function Requests() {
  const t = useT();
  const lang = useLang();
  const labelOf = useModuleLabel();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data: requests } = useSuspenseQuery(requestsQuery);
  const [approved, approve] = useState<AccessRequest>();
  const refuse = useAccessSave<string>({ save: (id) => decide(id, { approve: false }), message: t("personal.request-refused") });
  return (
    <section className={access["part"]}>
      <h2>{t("personal.request-title")}</h2>
      {requests.length === 0 && <p className={access["intro"]}>{t("personal.request-none")}</p>}
      <ul className={access["cards"]}>
        {requests.map((request) => (
          <li key={request.id}>
            <RecordLink module={request.module} id={request.record_id}>
              {request.record__label ?? request.record_id}
            </RecordLink>
            <span className={access["cardNote"]}>
              {t("personal.request-by", { name: request.user__label ?? request.user_id, reason: request.reason })}
              {" · "}
              {labelOf(request.module)}
              {" · "}
              {formatMoment(request.created_at, lang, timezone)}
            </span>
            <span className={classes["choices"]}>
              <Button size="compact-sm" onClick={() => approve(request)}>
                {t("personal.request-approve")}
              </Button>
              <Button size="compact-sm" variant="default" loading={refuse.isPending} onClick={() => refuse.mutate(request.id)}>
                {t("personal.request-refuse")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {approved && <ApproveDialog request={approved} onClose={() => approve(undefined)} />}
    </section>
  );
}

function ClosedModules() {
  const t = useT();
  const labelOf = useModuleLabel();
  const { data: modules } = useSuspenseQuery(personalModulesQuery);
  return (
    <section className={access["part"]}>
      <h2>{t("personal.closed-title")}</h2>
      <p className={access["intro"]}>{t("personal.closed-intro")}</p>
      <ul className={classes["modules"]}>
        {modules.map((module) => (
          <ClosedModule key={module.module} of={module} label={labelOf(module.module)} />
        ))}
      </ul>
    </section>
  );
}

function ClosedModule({ of, label }: { readonly of: PersonalModule; readonly label: string }) {
  const t = useT();
  const text = useLabel();
  const save = useAccessSave<boolean>({ save: (closed) => closeModules({ [of.module]: closed }) });
  const names = of.fields.map((field) => text(field.label));
  return (
    <li>
      <div>
        {label}
        <span className={classes["fields"]}>{names.length === 0 ? t("personal.closed-none") : names.join(", ")}</span>
      </div>
      <Switch
        aria-label={label}
        checked={save.isPending ? save.variables : of.closed}
        onChange={(event) => save.mutate(event.currentTarget.checked)}
      />
    </li>
  );
}
function Grants() {
  const t = useT();
  const lang = useLang();
  const labelOf = useModuleLabel();
  const principal = usePrincipalText();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data: grants } = useSuspenseQuery(grantsQuery);
  const [adding, add] = useState(false);
  const drop = useAccessSave<string>({ save: withdrawAccess, message: t("personal.grant-withdrawn") });
  return (
    <section className={access["part"]}>
      <div className={access["tools"]}>
        <h2>{t("personal.grant-title")}</h2>
        <Button leftSection={<IconPlus size={16} />} onClick={() => add(true)}>
          {t("personal.grant-add")}
        </Button>
      </div>
      <p className={access["intro"]}>
        {grants.length === 0 && `${t("personal.grant-none")} `}
        {t("personal.grant-intro")}
      </p>
      <ul className={access["cards"]}>
        {grants.map((grant) => (
          <li key={grant.id}>
            <span>{principal(grant.to, grant.to__label)}</span>
            <span className={access["cardNote"]}>
              {labelOf(grant.module)}
              {": "}
              {grant.record_id === null ? t("personal.grant-all") : (grant.record__label ?? grant.record_id)}
              {grant.expires_at !== null && ` · ${t("access.share.ends", { date: formatMoment(grant.expires_at, lang, timezone) })}`}
              {grant.reason !== "" && ` · ${grant.reason}`}
            </span>
            <ActionIcon
              aria-label={t("personal.grant-drop", { name: grant.to__label ?? grant.to.id })}
              onClick={() => drop.mutate(grant.id)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {adding && <GrantDialog onClose={() => add(false)} />}
    </section>
  );
}
