/** One mass action: how far it is, what was refused, and the way to stop it or to take it back. */
import { Button, CloseButton, Progress } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useModuleSummary } from "../../../web/api/modules.ts";
import { recordsChanged } from "../../../web/api/records.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { offerUndo } from "../../../web/records/undo/undo-offers.ts";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { begunHere, cancelMass, failuresUrl, isOver, massQuery, putAway, undoMass } from "./mass-api.ts";
import type { Mass } from "./mass-api.ts";
import classes from "./mass.module.css";

/** Actions that leave nothing in the change log can't be taken back. */
const isUndoable = ({ action, changed }: Mass): boolean => action !== "star" && action !== "unstar" && changed > 0;

function useMass(id: string) {
  const t = useT();
  const client = useQueryClient();
  const { data: mass, isError } = useQuery(massQuery(id));
  const undo = async (overwrite = false): Promise<void> => {
    try {
      await undoMass(id, overwrite);
      await client.invalidateQueries({ queryKey: massQuery(id).queryKey });
    } catch (error) {
      showToast({ message: errorText(error, t), tone: "bad" });
    }
  };
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (isError) putAway(id);
    if (!mass || !isOver(mass) || told.current === mass.state) return;
    told.current = mass.state;
    void recordsChanged(client, mass.module);
    if (begunHere.delete(id) && isUndoable(mass))
      offerUndo({ message: t("list.changed", { count: mass.changed }), operations: [], take: () => undo() });
  });
  return { mass, undo };
}

export function MassCard({ id }: { readonly id: string }) {
  const t = useT();
  const text = useLabel();
  const { mass, undo } = useMass(id);
  const summary = useModuleSummary(mass?.module);
  if (!mass) return null;
  const over = isOver(mass);
  const kept = mass.state === "undone" && mass.has_kept;
  return (
    <article className={classes["card"]}>
      <div className={classes["head"]}>
        <b>
          {t(`mass.action.${mass.action}`)} · {summary && text(summary.label)}
        </b>
        {over && <CloseButton size="sm" aria-label={t("action.close")} onClick={() => putAway(id)} />}
      </div>
      <p className={classes["line"]} role="status">
        {stateText(mass, t)}
      </p>
      {!over && <Progress value={mass.chosen === 0 ? 0 : (100 * mass.done) / mass.chosen} aria-label={t("mass.progress")} animated />}
      <div className={classes["foot"]}>
        {!over && mass.state !== "undoing" && (
          <Button size="compact-sm" variant="default" onClick={() => void cancelMass(id)}>
            {t("mass.cancel")}
          </Button>
        )}
        {(mass.state === "undone" ? kept : mass.has_failures) && (
          <Button size="compact-sm" variant="default" component="a" href={failuresUrl(id, kept)} download>
            {t("mass.failures", { count: mass.failed })}
          </Button>
        )}
        {over && mass.state !== "undone" && isUndoable(mass) && (
          <Button size="compact-sm" variant="light" onClick={() => void undo()}>
            {t("action.undo")}
          </Button>
        )}
        {kept && (
          <Button size="compact-sm" variant="light" onClick={() => void undo(true)}>
            {t("undo.overwrite")}
          </Button>
        )}
      </div>
    </article>
  );
}

function stateText({ state, chosen, done, changed, failed, undone, has_kept }: Mass, t: ReturnType<typeof useT>): string {
  if (state === "running") return t("mass.running", { done, total: chosen });
  if (state === "queued" || state === "choosing") return t("mass.choosing", { count: chosen });
  if (state === "undoing") return t("mass.undoing", { count: undone });
  if (state === "undone") return t(has_kept ? "mass.undone-partly" : "mass.undone", { count: undone });
  const key = state === "done" ? "mass.done" : state === "cancelled" ? "mass.cancelled" : "mass.failed";
  return t(key, { count: changed, failed });
}
