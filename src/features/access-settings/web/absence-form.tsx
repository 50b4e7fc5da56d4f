/** Away: from which day until which, and who stands in. One's own, or a colleague's. */
import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../../web/api/session.ts";
import { DayInput } from "../../../web/fields/date-input.tsx";
import { fromWallClock } from "../../../web/fields/wall-clock.ts";
import { formatMoment, useLang, useT } from "../../../web/i18n.tsx";
import { absenceQuery, endAbsence, saveAbsence, type AbsenceStatus, type UserRecord } from "./access-api.ts";
import { dayOf, endOfDay } from "./end-of-day.ts";
import { RecordSelect } from "./record-select.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

/** `user`: a colleague's id; absent: one's own. */
export function AbsenceForm({ user }: { readonly user?: string }) {
  const { data } = useQuery(absenceQuery(user));
  // Anew for what was saved meanwhile.
  return data ? <Form key={JSON.stringify(data.absence)} user={user} status={data} /> : null;
}

export function AbsenceDialog({ user, onClose }: { readonly user: UserRecord; readonly onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={`${user.name}: ${t("access.absence.title")}`}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <AbsenceForm user={user.id} />
    </Modal>
  );
}

function Form({ user, status }: { readonly user: string | undefined; readonly status: AbsenceStatus }) {
  const t = useT();
  const lang = useLang();
  const session = useSession();
  const timezone = session.user?.timezone ?? "UTC";
  const { absence, stands_in_for: others } = status;
  const [substitute, setSubstitute] = useState<string | null>(absence?.substitute_id ?? null);
  const [from, setFrom] = useState<string | null>(() => dayOf(absence ? new Date(absence.starts_at) : new Date(), timezone));
  const [until, setUntil] = useState<string | null>(absence ? dayOf(new Date(absence.ends_at), timezone) : null);
  const save = useAccessSave({
    save: async (): Promise<unknown> =>
      substitute !== null && from !== null
        ? saveAbsence(user, {
            substitute_id: substitute,
            starts_at: fromWallClock(`${from} 00:00:00`, timezone),
            ends_at: endOfDay(until, timezone) ?? "",
          })
        : undefined,
    message: t("access.absence.saved"),
  });
  const end = useAccessSave({ save: () => endAbsence(user), message: t("access.absence.ended") });
  const ready = substitute !== null && from !== null && until !== null;
  return (
    <form
      className={classes["form"]}
      aria-label={t("access.absence.title")}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className={classes["intro"]}>{t(user === undefined ? "access.absence.intro" : "access.absence.intro-other")}</p>
      <div className={classes["triple"]}>
        <RecordSelect
          label={t("access.absence.substitute")}
          placeholder={t("access.absence.substitute-hint")}
          module="users"
          without={[user ?? session.user?.id ?? ""]}
          value={substitute}
          name={absence?.substitute__label ?? undefined}
          error={faultOf(save.error, "substitute_id")}
          onChange={setSubstitute}
        />
        <DayInput label={t("access.absence.from")} value={from} error={faultOf(save.error, "starts_at")} onChange={setFrom} />
        <DayInput label={t("access.absence.until")} value={until} error={faultOf(save.error, "ends_at")} onChange={setUntil} />
      </div>
      <div className={classes["foot"]}>
        {absence && (
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            {t("access.absence.end")}
          </Button>
        )}
        <Button type="submit" disabled={!ready} loading={save.isPending}>
          {t("access.absence.save")}
        </Button>
      </div>
      {others.map((other) => (
        <p key={other.user_id} className={classes["intro"]}>
          {t("access.absence.stands-in", {
            name: other.user__label ?? other.user_id,
            from: formatMoment(other.starts_at, lang, timezone),
            until: formatMoment(other.ends_at, lang, timezone),
          })}
        </p>
      ))}
    </form>
  );
}
