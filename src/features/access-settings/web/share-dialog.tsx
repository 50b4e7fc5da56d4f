/** One record opened to a colleague, a role, a group or an office by hand, for good or until a day. */
import { ActionIcon, Button, Modal, SegmentedControl, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PRINCIPAL_TYPES, SHARE_LEVELS, type Principal, type ShareLevel } from "../../../model/access/vocabulary.ts";
import type { RecordData } from "../../../web/api/record-data.ts";
import { useSession } from "../../../web/api/session.ts";
import { fromWallClock } from "../../../web/fields/wall-clock.ts";
import { formatMoment, useLang, useT } from "../../../web/i18n.tsx";
import { ErrorState } from "../../../web/ui/error-state.tsx";
import { addShare, removeShare, sharesQuery } from "./access-api.ts";
import { PrincipalSelect, usePrincipalText } from "./record-select.tsx";
import { faultOf, useAccessSave } from "./use-access-save.ts";
import classes from "./access.module.css";

interface ShareDialogProps {
  readonly module: string;
  readonly record: RecordData;
  readonly onClose: () => void;
}
export function ShareDialog({ module, record, onClose }: ShareDialogProps) {
  const t = useT();
  const timezone = useSession().user?.timezone ?? "UTC";
  const [to, setTo] = useState<(Principal & { readonly label: string }) | null>(null);
  const [level, setLevel] = useState<ShareLevel>("read");
  const [day, setDay] = useState("");
  const share = useAccessSave({
    save: ({ type, id }: Principal) =>
      addShare(module, record.id, { to: { type, id }, level, expires_at: day === "" ? null : fromWallClock(`${day} 23:59:59`, timezone) }),
    onSaved: () => setTo(null),
    message: t("access.share.done"),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("access.share.title", { name: record.label })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        className={classes["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (to) share.mutate(to);
        }}
      >
        <PrincipalSelect
          label={t("access.share.to")}
          placeholder={t("access.share.to-hint")}
          types={PRINCIPAL_TYPES}
          value={to}
          onChange={setTo}
          error={faultOf(share.error, "to")}
        />
        <div className={classes["pair"]}>
          <SegmentedControl
            aria-label={t("access.share.level")}
            data={SHARE_LEVELS.map((value) => ({ value, label: t(`access.share.${value}`) }))}
            value={level}
            onChange={(value) => setLevel(value as ShareLevel)}
          />
          <TextInput
            type="date"
            aria-label={t("access.share.until")}
            title={t("access.share.until")}
            value={day}
            error={faultOf(share.error, "expires_at")}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </div>
        <div className={classes["foot"]}>
          <span className={classes["cardNote"]}>{t("access.share.until-text")}</span>
          <Button type="submit" disabled={!to} loading={share.isPending}>
            {t("access.share.add")}
          </Button>
        </div>
      </form>
      <ShareList module={module} id={record.id} />
    </Modal>
  );
}

function ShareList({ module, id }: { readonly module: string; readonly id: string }) {
  const t = useT();
  const lang = useLang();
  const text = usePrincipalText();
  const timezone = useSession().user?.timezone ?? "UTC";
  const { data: shares, error } = useQuery(sharesQuery(module, id));
  const drop = useAccessSave<string, unknown>({ save: (share) => removeShare(module, id, share), message: t("access.share.removed") });
  if (error) return <ErrorState error={error} />;
  if (!shares) return null;
  if (shares.length === 0) return <p className={classes["intro"]}>{t("access.share.none")}</p>;
  return (
    <ul className={classes["lines"]} aria-label={t("access.share.list")}>
      {shares.map((share) => (
        <li key={share.id}>
          <span>
            {text(share.to, share.to__label)}
            <span className={classes["cardNote"]}>
              {t(`access.share.${share.level}`)}
              {share.expires_at !== null && ` · ${t("access.share.ends", { date: formatMoment(share.expires_at, lang, timezone) })}`}
            </span>
          </span>
          <ActionIcon
            size={24}
            aria-label={`${t("action.remove")}: ${text(share.to, share.to__label)}`}
            onClick={() => drop.mutate(share.id)}
          >
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
