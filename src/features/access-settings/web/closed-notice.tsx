/** On a record with masks: that something is closed, and the way to have it opened. */
import { Button, Textarea } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RecordData } from "../../../web/api/record-data.ts";
import { useSession } from "../../../web/api/session.ts";
import { formatMoment, useLang, useT } from "../../../web/i18n.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import { askForAccess, giveAccess, ownRequestQuery } from "./personal-api.ts";
import { endOfToday } from "./end-of-day.ts";
import { FormDialog } from "../../../web/ui/form-dialog.tsx";
import classes from "./personal.module.css";

interface ClosedNoticeProps {
  readonly module: string;
  readonly record: RecordData;
}
export function ClosedNotice({ module, record }: ClosedNoticeProps) {
  const t = useT();
  const lang = useLang();
  const { user } = useSession();
  const [asking, ask] = useState(false);
  const { data: waiting } = useQuery(ownRequestQuery(module, record.id));
  const decides = user?.tools.includes("access") === true;
  return (
    <div className={classes["notice"]} role="note">
      <IconEyeOff size={16} stroke={1.6} aria-hidden />
      <span>
        {waiting && !decides
          ? t("personal.request-waiting", { date: formatMoment(waiting.created_at, lang, user?.timezone ?? "UTC") })
          : t("personal.closed-notice")}
      </span>
      {(decides || waiting === null) && (
        <Button size="compact-sm" variant="default" onClick={() => ask(true)}>
          {t(decides ? "personal.grant-for-me" : "personal.ask")}
        </Button>
      )}
      {asking && <AskDialog module={module} record={record} decides={decides} onClose={() => ask(false)} />}
    </div>
  );
}

/** Who decides over access needs nobody's leave; the reason is kept all the same. */
function AskDialog({ module, record, decides, onClose }: ClosedNoticeProps & { readonly decides: boolean; readonly onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const { user } = useSession();
  const [reason, setReason] = useState("");
  const send = useAccessSave({
    save: (): Promise<unknown> =>
      decides && user
        ? giveAccess({
            module,
            record_id: record.id,
            to: { type: "user", id: user.id },
            expires_at: endOfToday(user.timezone),
            reason,
          })
        : askForAccess(module, record.id, reason),
    onSaved: () => {
      void client.invalidateQueries({ queryKey: ["records", module] });
      onClose();
    },
    message: t(decides ? "personal.grant-done" : "personal.asked"),
  });
  return (
    <FormDialog
      title={t("personal.ask-title", { name: record.label })}
      action={t(decides ? "personal.grant-for-me" : "personal.ask")}
      onSubmit={() => send.mutate()}
      onClose={onClose}
      busy={send.isPending}
      ready={reason.trim() !== ""}
    >
      {!decides && <p className={classes["text"]}>{t("personal.ask-text")}</p>}
      <Textarea
        label={t("personal.ask-reason")}
        placeholder={t("personal.ask-reason-hint")}
        data-autofocus
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={reason}
        error={faultOf(send.error, "reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
