/** Giving access to personal data: on request, or beforehand. */
import { Checkbox, Select, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PRINCIPAL_TYPES, type Principal } from "../../../model/access/vocabulary.ts";
import { useModules } from "../../../web/api/modules.ts";
import { useSession } from "../../../web/api/session.ts";
import { DayInput } from "../../../web/fields/date-input.tsx";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { PrincipalSelect, RecordSelect } from "./record-select.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import { dayOf, endOfDay } from "./end-of-day.ts";
import { decide, giveAccess, personalModulesQuery, type AccessRequest } from "./personal-api.ts";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import classes from "./personal.module.css";

/** A request is approved for a week unless somebody says otherwise: access that nobody remembers is the worst. */
const USUAL_DAYS = 7;
const usualDay = (timezone: string): string => dayOf(new Date(Date.now() + USUAL_DAYS * 86_400_000), timezone);

interface ApproveDialogProps {
  readonly request: AccessRequest;
  readonly onClose: () => void;
}
export function ApproveDialog({ request, onClose }: ApproveDialogProps) {
  const t = useT();
  const timezone = useSession().user?.timezone ?? "UTC";
  const [day, setDay] = useState<string | null>(() => usualDay(timezone));
  const [whole, setWhole] = useState(false);
  const [answer, setAnswer] = useState("");
  const approve = useAccessSave({
    save: () => decide(request.id, { approve: true, expires_at: endOfDay(day, timezone), whole_module: whole, answer }),
    onSaved: onClose,
    message: t("personal.grant-done"),
  });
  return (
    <FormDialog
      title={t("personal.request-approve-title", { name: request.user__label ?? "" })}
      action={t("personal.request-approve")}
      onSubmit={() => approve.mutate()}
      onClose={onClose}
      busy={approve.isPending}
    >
      <p className={classes["text"]}>{request.reason}</p>
      <DayInput label={t("personal.grant-day")} value={day} error={faultOf(approve.error, "expires_at")} onChange={setDay} />
      <Checkbox label={t("personal.request-whole")} checked={whole} onChange={(event) => setWhole(event.currentTarget.checked)} />
      <TextInput
        label={t("personal.request-answer")}
        maxLength={1000}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

export function GrantDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data: personal } = useSuspenseQuery(personalModulesQuery);
  const [to, setTo] = useState<(Principal & { readonly label: string }) | null>(null);
  const [module, setModule] = useState<string | null>(personal.find(({ closed }) => closed)?.module ?? personal[0]?.module ?? null);
  const [record, setRecord] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(() => usualDay(timezone));
  const [reason, setReason] = useState("");
  const give = useAccessSave({
    save: async (): Promise<unknown> =>
      to && module !== null
        ? giveAccess({ module, record_id: record, to: { type: to.type, id: to.id }, expires_at: endOfDay(day, timezone), reason })
        : undefined,
    onSaved: onClose,
    message: t("personal.grant-done"),
  });
  const options = modules
    .filter(({ name }) => personal.some((one) => one.module === name))
    .map(({ name, label }) => ({ value: name, label: text(label) }));
  return (
    <FormDialog
      title={t("personal.grant-add")}
      action={t("personal.grant-add")}
      onSubmit={() => give.mutate()}
      onClose={onClose}
      busy={give.isPending}
      ready={to !== null && module !== null}
    >
      <PrincipalSelect
        label={t("personal.grant-for")}
        types={PRINCIPAL_TYPES}
        value={to}
        error={faultOf(give.error, "to")}
        onChange={setTo}
      />
      <Select
        label={t("personal.grant-module")}
        data={options}
        value={module}
        allowDeselect={false}
        onChange={(name) => {
          setModule(name);
          setRecord(null);
        }}
      />
      {module !== null && (
        <RecordSelect
          key={module}
          label={t("personal.grant-record")}
          placeholder={t("personal.grant-all")}
          module={module}
          value={record}
          error={faultOf(give.error, "record_id")}
          onChange={setRecord}
        />
      )}
      <DayInput label={t("personal.grant-day")} value={day} error={faultOf(give.error, "expires_at")} onChange={setDay} />
      <TextInput
        label={t("personal.grant-reason")}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
