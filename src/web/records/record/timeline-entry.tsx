/** The entries of the timeline: an activity with its first words, and a group of changes. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconArrowBackUp, IconDots, IconPencil, IconPin, IconPinFilled, IconPinnedOff, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { isMessageKey } from "../../../i18n/translate.ts";
import type { DescribedModule } from "../../../model/describe.ts";
import { fieldsOf, fieldOf, useModuleIfKnown, useModuleSummary } from "../../api/modules.ts";
import { labelOfReference, textOf } from "../../api/record-data.ts";
import type { RecordData } from "../../api/record-data.ts";
import { deleteRecord, recordsChanged, restoreRecord, saveRecord } from "../../api/records.ts";
import type { TimelineRecord } from "../../api/timeline.ts";
import { initialsOf } from "../../fields/cells.tsx";
import { FieldValue } from "../../fields/field-value.tsx";
import { useValueContext } from "../../fields/value-context.ts";
import { formatAgo, formatMoment, useT } from "../../i18n.tsx";
import { errorText } from "../../ui/error-state.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { showToast } from "../../ui/toast.tsx";
import { NoteForm } from "./composer.tsx";
import { ChangeLine } from "./history-tab.tsx";
import { MentionText } from "./mention-text.tsx";
import { TaskCheck, isDone } from "./task-check.tsx";
import type { ChangesGroup } from "./timeline-groups.ts";
import classes from "./timeline.module.css";

const MailState = lazy(async () => ({ default: (await import("../../../features/mail/web/mail-state.tsx")).MailState }));

/** The first words about an activity, and its text. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  comments: ["attachment"],
  tasks: ["status", "due_date", "priority", "owner_id"],
  events: ["type", "status", "start_at", "location"],
  calls: ["direction", "status", "duration_seconds", "recording_url"],
  emails: ["status", "from_email", "to_emails", "attachment"],
  messages: ["channel", "status", "phone"],
  documents: ["file", "url"],
};
const BODIES: Readonly<Record<string, string>> = {
  comments: "content",
  tasks: "description",
  events: "description",
  calls: "notes",
  messages: "text",
};
const LONG_TEXT = 600;

export function When({ at }: { readonly at: string }) {
  const { lang, timezone } = useValueContext();
  return (
    <time className={classes["when"]} dateTime={at} title={formatMoment(at, lang, timezone)}>
      {formatAgo(at, lang, timezone)}
    </time>
  );
}

interface RecordEntryProps {
  readonly owner: DescribedModule;
  readonly about: RecordData;
  readonly entry: TimelineRecord;
  readonly answers: readonly TimelineRecord[];
  readonly pinned?: boolean;
}
export function RecordEntry({ owner, about, entry, answers, pinned = false }: RecordEntryProps) {
  const t = useT();
  const { module, record } = entry;
  const summary = useModuleSummary(module);
  const [answering, answer] = useState(false);
  const isNote = module === "comments";
  // What the system itself has brought in (an import, demonstration data) has no writer but an owner.
  const author =
    [...(isNote ? ["customer_id"] : []), "created_by", "owner_id"]
      .map((field) => labelOfReference(record, field))
      .find((name) => name !== undefined) ?? "";
  return (
    <li className={classes["entry"]} data-pinned={pinned || undefined}>
      <span className={classes["mark"]} data-person={isNote || undefined} aria-hidden>
        {isNote ? initialsOf(author) : <ModuleIcon name={summary?.icon ?? ""} size={16} />}
      </span>
      <div className={classes["bubble"]}>
        <div className={classes["head"]}>
          {module === "tasks" && <TaskCheck task={record} />}
          {isNote ? (
            <b>{author}</b>
          ) : (
            <Link
              to="/$module/$id"
              params={{ module, id: record.id }}
              className={classes["title"]}
              data-done={(module === "tasks" && isDone(record)) || undefined}
            >
              {record.label}
            </Link>
          )}
          <span className={classes["by"]}>
            {!isNote && author !== "" && <>{author} · </>}
            <When at={entry.at} />
          </span>
          {pinned && <IconPinFilled size={14} aria-label={t("timeline.pinned")} role="img" className={classes["pin"]} />}
          {isNote && <NoteMenu note={record} onAnswer={() => answer(true)} />}
        </div>
        <EntryBody entry={entry} />
        {module === "emails" && (
          <Suspense>
            <MailState record={record} />
          </Suspense>
        )}
        {answers.length > 0 && (
          <ol className={classes["answers"]}>
            {answers.map((each) => (
              <RecordEntry key={each.record.id} owner={owner} about={about} entry={each} answers={[]} />
            ))}
          </ol>
        )}
        {answering && <NoteForm module={owner} record={about} parent={record} onDone={() => answer(false)} />}
      </div>
    </li>
  );
}

function EntryBody({ entry: { module, record } }: { readonly entry: TimelineRecord }) {
  const t = useT();
  const declared = useModuleIfKnown(module);
  const [whole, setWhole] = useState(false);
  const body = textOf(record[BODIES[module] ?? ""]);
  const facts = declared ? fieldsOf(declared, FACTS[module] ?? []).filter((field) => (record[field.name] ?? null) !== null) : [];
  const letter = declared && module === "emails" && record["body"] ? fieldOf(declared, "body") : undefined;
  const cut = !whole && body.length > LONG_TEXT;
  return (
    <>
      {facts.length > 0 && (
        <div className={classes["facts"]}>
          {facts.map((field) => (
            <span key={field.name}>
              <FieldValue field={field} value={record[field.name] ?? null} record={record} compact />
            </span>
          ))}
        </div>
      )}
      {body !== "" && <MentionText text={cut ? `${body.slice(0, LONG_TEXT)}…` : body} />}
      {letter && (
        <div className={classes["letter"]} data-whole={whole || undefined}>
          <FieldValue field={letter} value={record["body"] ?? null} record={record} />
        </div>
      )}
      {(cut || (letter && !whole)) && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setWhole(true)}>
          {t("timeline.whole")}
        </Button>
      )}
    </>
  );
}

function NoteMenu({ note, onAnswer }: { readonly note: RecordData; readonly onAnswer: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const work = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: () => recordsChanged(client, "comments"),
    onError: (error) => showToast({ message: errorText(error, t), tone: "bad" }),
  });
  const isPinned = note["is_pinned"] === true;
  const pin = (): void =>
    work.mutate(() => saveRecord("comments", { id: note.id, version: note.version, values: { is_pinned: !isPinned } }));
  const restore = (): void => work.mutate(() => restoreRecord("comments", note.id));
  const remove = (): void =>
    work.mutate(async () => {
      await deleteRecord("comments", note.id);
      showToast({ message: t("timeline.note-deleted"), action: { label: t("action.undo"), run: restore } });
    });
  return (
    <span className={classes["noteTools"]}>
      <ActionIcon size={24} aria-label={t("composer.answer")} title={t("composer.answer")} onClick={onAnswer}>
        <IconArrowBackUp size={16} />
      </ActionIcon>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={24} aria-label={t("timeline.note-more")}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={isPinned ? <IconPinnedOff size={16} /> : <IconPin size={16} />} onClick={pin}>
            {t(isPinned ? "timeline.unpin" : "timeline.pin")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPencil size={16} />}
            renderRoot={(props) => <Link to="/$module/$id/edit" params={{ module: "comments", id: note.id }} {...props} />}
          >
            {t("action.edit")}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={remove}>
            {t("action.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

const MOST_LINES = 3;

/** Changes of one person's one go: the newest few in sight, the rest on demand. */
export function ChangeGroup({ module, group }: { readonly module: DescribedModule; readonly group: ChangesGroup }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [newest] = group.changes;
  if (!newest) return null;
  const actor = "name" in newest.actor ? newest.actor.name : t("history.system");
  const sourceKey = `source.${newest.source}`;
  const lines =
    newest.kind === "create"
      ? []
      : group.changes.flatMap((change) => change.changes.map((line) => ({ key: `${change.id}/${line.field}`, line })));
  const shown = open ? lines : lines.slice(0, MOST_LINES);
  return (
    <li className={classes["entry"]} data-quiet>
      <span className={classes["mark"]} aria-hidden />
      <div className={classes["bubble"]}>
        <div className={classes["head"]}>
          <span>
            <b>{actor}</b> {t(`history.kind.${newest.kind}`)}
          </span>
          <span className={classes["by"]}>
            {newest.source !== "ui" && newest.source !== "system" && isMessageKey(sourceKey) && <>{t(sourceKey)} · </>}
            <When at={newest.at} />
          </span>
        </div>
        {shown.length > 0 && (
          <dl className={classes["changes"]}>
            {shown.map(({ key, line }) => (
              <ChangeLine key={key} module={module} change={line} created={false} />
            ))}
          </dl>
        )}
        {lines.length > MOST_LINES && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setOpen(!open)}>
            {open ? t("timeline.fewer") : t("timeline.more-changes", { count: lines.length - MOST_LINES })}
          </Button>
        )}
      </div>
    </li>
  );
}
