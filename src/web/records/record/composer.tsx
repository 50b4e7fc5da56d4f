/** Where something new is put into the timeline: a note with mentions and files, or a task, a call, an event. */
import { ActionIcon, Button, Loader, SegmentedControl } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useRef, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useModuleIfKnown, useModules } from "../../api/modules.ts";
import { textOf } from "../../api/record-data.ts";
import type { RecordData, Values } from "../../api/record-data.ts";
import { recordsChanged } from "../../api/records.ts";
import { useSession } from "../../api/session.ts";
import { useLabel, useT } from "../../i18n.tsx";
import { useActions } from "../../shell/keys/actions.ts";
import { errorText } from "../../ui/error-state.tsx";
import { FieldSkeleton } from "../../ui/field-skeleton.tsx";
import { showToast } from "../../ui/toast.tsx";
import { activityRelation, attachTo } from "./activity-relations.ts";
import { MentionInput, NO_DRAFT, storedText } from "./mention-input.tsx";
import type { Draft } from "./mention-input.tsx";
import { sendNote } from "./send-note.ts";
import classes from "./timeline.module.css";

const RecordForm = lazy(async () => ({ default: (await import("../form/record-form.tsx")).RecordForm }));

/** What can be put in beside notes, and the few fields that it takes at first. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  tasks: ["subject", "due_date", "owner_id", "priority"],
  calls: ["direction", "phone", "status", "started_at", "notes"],
  events: ["subject", "type", "start_at", "end_at", "location", "owner_id"],
};
const NOTE = "comments";

interface ComposerProps {
  readonly module: DescribedModule;
  readonly record: RecordData;
}
export function Composer({ module, record }: ComposerProps) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const [kind, setKind] = useState(NOTE);
  const kinds = [NOTE, ...Object.keys(FORMS)].flatMap((name) => {
    const summary = modules.find((each) => each.name === name);
    return summary?.rights.create && activityRelation(module, name) ? [summary] : [];
  });
  const frame = useRef<HTMLDivElement>(null);
  const begin = (name: string): void => {
    setKind(name);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>("textarea, input:not([type=radio])")?.focus());
  };
  useActions([
    { id: "record.note", label: t("composer.note"), group: "record", run: () => begin(NOTE) },
    ...kinds
      .filter(({ name }) => name !== NOTE)
      .map(({ name, singular, icon }) => ({
        id: `record.add.${name}`,
        label: `${t("action.create")}: ${text(singular)}`,
        group: "record" as const,
        icon,
        run: () => begin(name),
      })),
  ]);
  const first = kinds[0]?.name;
  if (first === undefined) return null;
  const shown = kinds.some(({ name }) => name === kind) ? kind : first;
  return (
    <div ref={frame} className={classes["composer"]}>
      <SegmentedControl
        size="xs"
        aria-label={t("composer.kind")}
        value={shown}
        onChange={setKind}
        data={kinds.map(({ name, singular }) => ({ value: name, label: name === NOTE ? t("composer.note") : text(singular) }))}
      />
      {shown === NOTE ? (
        <NoteForm module={module} record={record} />
      ) : (
        <ActivityForm key={shown} owner={module} record={record} name={shown} onDone={() => setKind(NOTE)} />
      )}
    </div>
  );
}

interface NoteFormProps extends ComposerProps {
  /** An answer to this comment. */
  readonly parent?: RecordData;
  readonly onDone?: () => void;
}
export function NoteForm({ module, record, parent, onDone }: NoteFormProps) {
  const t = useT();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(NO_DRAFT);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [active, setActive] = useState(parent !== undefined);
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const send = useMutation({
    mutationFn: () => sendNote({ module, record, text: storedText(draft).trim(), files, ...(parent ? { parentId: parent.id } : {}) }),
    onSuccess: async () => {
      setDraft(NO_DRAFT);
      setFiles([]);
      setActive(false);
      onDone?.();
      await recordsChanged(client, NOTE);
    },
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const empty = draft.text.trim() === "" && files.length === 0;
  const add = (more: readonly File[]): void => {
    setFiles((before) => [...before, ...more]);
    setActive(true);
  };
  const submit = (): void => {
    if (!empty && !send.isPending) send.mutate();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- files can be dropped; the button beneath does the same
    <div
      className={classes["note"]}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        add([...event.dataTransfer.files]);
      }}
    >
      <MentionInput
        label={t(parent ? "composer.answer" : "composer.note")}
        placeholder={t(parent ? "composer.answer-hint" : "composer.note-hint")}
        draft={draft}
        onChange={setDraft}
        onSend={submit}
        onFiles={add}
        onFocus={() => setActive(true)}
        rows={active ? 3 : 1}
        autoFocus={parent !== undefined}
      />
      {files.length > 0 && (
        <ul className={classes["files"]}>
          {files.map((file, index) => (
            <li key={`${file.name}/${index}`}>
              {file.name}
              <ActionIcon
                size={20}
                aria-label={t("composer.remove-file", { name: file.name })}
                onClick={() => setFiles(files.filter((each) => each !== file))}
              >
                <IconX size={12} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {(active || !empty) && (
        <div className={classes["noteFoot"]}>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label={t("file.choose")}
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
          <ActionIcon aria-label={t("file.choose")} title={t("file.choose")} onClick={() => chooser.current?.click()}>
            <IconPaperclip size={16} />
          </ActionIcon>
          <span className={classes["hint"]}>{t("composer.hint")}</span>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              setDraft(NO_DRAFT);
              setFiles([]);
              setActive(false);
              onDone?.();
            }}
          >
            {t("action.cancel")}
          </Button>
          <Button size="xs" disabled={empty} loading={send.isPending} title={`${t("composer.send")} · Ctrl+Enter`} onClick={submit}>
            {t("composer.send")}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ActivityFormProps {
  readonly owner: DescribedModule;
  readonly record: RecordData;
  readonly name: string;
  readonly onDone: () => void;
}
function ActivityForm({ owner, record, name, onDone }: ActivityFormProps) {
  const { user } = useSession();
  const client = useQueryClient();
  const module = useModuleIfKnown(name);
  const [now] = useState(() => new Date().toISOString());
  if (!module) return <Loader size="sm" />;
  const { prefill, labels } = attachTo(owner, record, activityRelation(owner, name));
  const known: Values =
    name === "calls"
      ? {
          status: "completed",
          started_at: now,
          phone: textOf(record["mobile"]) || textOf(record["phone"]) || null,
          user_id: user?.id ?? null,
        }
      : {};
  return (
    <Suspense fallback={<FieldSkeleton />}>
      <RecordForm
        quick
        only={FORMS[name]}
        module={module}
        prefill={{ ...known, ...prefill }}
        labels={labels}
        onCancel={onDone}
        onSaved={() => {
          onDone();
          void recordsChanged(client, name);
        }}
      />
    </Suspense>
  );
}
