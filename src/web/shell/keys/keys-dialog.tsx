/** The help with everybody's keys. A line of it, pressed, waits for the key that the user would rather have. */
import { Button, Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useModules } from "../../api/modules.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { showToast } from "../../ui/toast.tsx";
import { changeKey, loadKeyChanges, saveKeyChanges, useKeyChanges } from "./key-changes.ts";
import { KEY_CATALOGUE, KEY_GROUPS, catalogueEntry, keyConflict, keysFor, type CatalogueId } from "./key-catalogue.ts";
import { KeyCaps } from "./key-caps.tsx";
import { strokeOf } from "./key-strokes.ts";
import classes from "./keys.module.css";

const IDS = Object.keys(KEY_CATALOGUE) as CatalogueId[];

/** The words for an action; undefined where this user has no such module. */
function useNames(): (id: CatalogueId) => string | undefined {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  return (id) => {
    const entry = catalogueEntry(id);
    if (entry?.module === undefined) return entry && t(entry.label);
    const module = modules.find(({ name, rights }) => name === entry.module && rights.view);
    return module && t("keys.go", { module: text(module.label) });
  };
}

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const nameOf = useNames();
  const changes = useKeyChanges();
  const [listening, setListening] = useState<CatalogueId>();
  const [conflict, setConflict] = useState<{ readonly id: CatalogueId; readonly with: string }>();
  const save = (saving: Promise<void>): void =>
    void saving.catch((error: unknown) => showToast({ message: errorText(error, t), tone: "bad" }));
  const client = useQueryClient();
  useEffect(() => void loadKeyChanges(client, true).catch(() => undefined), [client]);
  const take = (id: CatalogueId, binding: string): void => {
    const other = keyConflict(id, binding, changes);
    setConflict(other && { id, with: nameOf(other) ?? other });
    setListening(undefined);
    if (!other) save(changeKey(id, KEY_CATALOGUE[id].keys.some((keys) => keys === binding) ? undefined : binding));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      title={t("keys.title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
      closeOnEscape={!listening}
    >
      <p className={classes["note"]}>{t("keys.where")}</p>
      <div className={classes["groups"]}>
        {KEY_GROUPS.map((group) => (
          <section key={group} className={classes["group"]} aria-label={t(`keys.group.${group}`)}>
            <h3 className={classes["heading"]}>{t(`keys.group.${group}`)}</h3>
            {IDS.filter((id) => KEY_CATALOGUE[id].group === group).map((id) => {
              const name = nameOf(id);
              if (name === undefined) return null;
              return (
                <KeyRow
                  key={id}
                  name={name}
                  bindings={keysFor(id, changes)}
                  listening={listening === id}
                  conflict={conflict?.id === id ? t("keys.conflict", { name: conflict.with }) : undefined}
                  onListen={(on) => setListening(on ? id : undefined)}
                  onTake={(binding) => take(id, binding)}
                  onRemove={() => {
                    setListening(undefined);
                    save(changeKey(id, null));
                  }}
                />
              );
            })}
          </section>
        ))}
      </div>
      <div className={classes["foot"]}>
        <Button variant="default" size="xs" disabled={Object.keys(changes).length === 0} onClick={() => save(saveKeyChanges({}))}>
          {t("keys.reset")}
        </Button>
      </div>
    </Modal>
  );
}

interface KeyRowProps {
  readonly name: string;
  readonly bindings: readonly string[];
  readonly listening: boolean;
  readonly conflict: string | undefined;
  readonly onListen: (on: boolean) => void;
  readonly onTake: (binding: string) => void;
  readonly onRemove: () => void;
}
function KeyRow({ name, bindings, listening, conflict, onListen, onTake, onRemove }: KeyRowProps) {
  const t = useT();
  useNextStroke(listening, { take: onTake, stop: () => onListen(false), remove: onRemove });
  return (
    <>
      <button
        type="button"
        className={classes["row"]}
        data-listening={listening || undefined}
        aria-pressed={listening}
        title={t("keys.change")}
        onClick={() => onListen(!listening)}
      >
        <span className={classes["name"]}>{name}</span>
        {listening ? (
          <span className={classes["waiting"]}>{t("keys.press")}</span>
        ) : bindings.length === 0 ? (
          <span className={classes["waiting"]}>{t("keys.none")}</span>
        ) : (
          bindings.map((binding) => <KeyCaps key={binding} binding={binding} />)
        )}
      </button>
      {conflict !== undefined && (
        <p role="alert" className={classes["conflict"]}>
          {conflict}
        </p>
      )}
    </>
  );
}

const SECOND_STROKE = 900;
interface Listener {
  readonly take: (binding: string) => void;
  readonly stop: () => void;
  readonly remove: () => void;
}
/** The next stroke, or two when the first is G. Escape gives up, Backspace takes the key away. */
function useNextStroke(on: boolean, { take, stop, remove }: Listener): void {
  useEffect(() => {
    if (!on) return undefined;
    let first: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent): void => {
      const stroke = strokeOf(event);
      event.preventDefault();
      event.stopPropagation();
      if (stroke === undefined) return;
      clearTimeout(timer);
      if (stroke === "Escape" || stroke === "Tab") return stop();
      if (stroke === "Backspace" || stroke === "Delete") return remove();
      if (first !== undefined) return take(`${first} ${stroke}`);
      if (stroke !== "KeyG") return take(stroke);
      first = stroke;
      timer = setTimeout(() => take(stroke), SECOND_STROKE);
      return undefined;
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", onKey, { capture: true });
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- listens anew only when it begins or ends to listen
  }, [on]);
}
