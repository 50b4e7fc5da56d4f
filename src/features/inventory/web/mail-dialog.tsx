/** A document by mail: to whom, in which form and language, with which words; the paper goes along as a PDF. */
import { Alert, Button, Group, Loader, Modal, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { uploadFile, type StoredFile } from "../../../web/api/files.ts";
import { faultOf } from "../../../web/api/problem.ts";
import type { RecordData } from "../../../web/api/record-data.ts";
import { recordsChanged } from "../../../web/api/records.ts";
import { useSession } from "../../../web/api/session.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { showToast } from "../../../web/ui/toast.tsx";
import { mailDraftQuery, printFormsQuery, printUrl, sendByMail, type MailDraft } from "./sales-api.ts";
import classes from "./lines.module.css";

interface MailDialogProps {
  readonly module: string;
  readonly record: RecordData;
  readonly onClose: () => void;
}
interface Paper {
  readonly form?: string;
  readonly language?: string;
}

export function MailDialog({ module, record, onClose }: MailDialogProps) {
  const t = useT();
  const [paper, setPaper] = useState<Paper>({});
  const draft = useQuery({ ...mailDraftQuery(module, record.id, paper), placeholderData: keepPreviousData });
  const close = { "aria-label": t("action.close") };
  return (
    <Modal opened onClose={onClose} title={t("document.mail.title")} size="lg" closeButtonProps={close} closeOnClickOutside={false}>
      {draft.error && <Alert color="red">{errorText(draft.error, t)}</Alert>}
      {!draft.data && !draft.error && <Loader size="sm" />}
      {draft.data && !draft.data.ready && <NotSetUp />}
      {draft.data?.ready && <MailForm module={module} record={record} draft={draft.data} onPaper={setPaper} onClose={onClose} />}
    </Modal>
  );
}

function NotSetUp() {
  const t = useT();
  const { user } = useSession();
  return (
    <Alert variant="light">
      {t(user?.is_admin ? "mail.not-set-up" : "document.mail.ask-admin")}{" "}
      {user?.is_admin && (
        <Link to="/settings" search={{ section: "mail" }}>
          {t("document.mail.set-up")}
        </Link>
      )}
    </Alert>
  );
}

interface MailFormProps extends MailDialogProps {
  readonly draft: MailDraft;
  readonly onPaper: (paper: Paper) => void;
}
function MailForm({ module, record, draft, onPaper, onClose }: MailFormProps) {
  const t = useT();
  const client = useQueryClient();
  const [first] = draft.recipients;
  const [to, setTo] = useState<string[]>(first ? [first.email] : []);
  const [cc, setCc] = useState<string[]>([]);
  // The words follow the form and the language until somebody writes their own.
  const [own, setOwn] = useState<{ readonly subject?: string; readonly text?: string }>({});
  const [files, setFiles] = useState<readonly StoredFile[]>([]);
  const subject = own.subject ?? draft.subject;
  const text = own.text ?? draft.text;
  const send = useMutation({
    mutationFn: () =>
      sendByMail(module, record.id, {
        version: record.version,
        to,
        cc,
        subject,
        text,
        form: draft.form,
        language: draft.language,
        attachments: files.map(({ id }) => id),
      }),
    onSuccess: async () => {
      showToast({ message: t("document.mail.on-its-way", { to: to.join(", ") }) });
      onClose();
      await client.invalidateQueries({ queryKey: ["records"] });
      await recordsChanged(client, module);
    },
  });
  const known = ["to", "cc", "subject", "attachments"].some((field) => faultOf(send.error, field) !== undefined);
  const suggestions = [...new Set(draft.recipients.map(({ email }) => email))];
  return (
    <form
      className={classes["dialog"]}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {send.error && !known && (
        <Alert color="red" variant="light" role="alert">
          {errorText(send.error, t)}
        </Alert>
      )}
      <TagsInput
        label={t("document.mail.to")}
        data={suggestions}
        value={to}
        onChange={setTo}
        acceptValueOnBlur
        error={faultOf(send.error, "to")}
        renderOption={({ option }) => {
          const name = draft.recipients.find(({ email }) => email === option.value)?.name;
          return name === undefined ? option.value : `${name} · ${option.value}`;
        }}
        data-autofocus
      />
      <TagsInput
        label={t("document.mail.cc")}
        data={suggestions}
        value={cc}
        onChange={setCc}
        acceptValueOnBlur
        error={faultOf(send.error, "cc")}
      />
      <PaperSelect module={module} draft={draft} onPaper={onPaper} />
      <TextInput
        label={t("document.mail.subject")}
        value={subject}
        error={faultOf(send.error, "subject")}
        onChange={(event) => setOwn({ ...own, subject: event.currentTarget.value })}
      />
      <Textarea
        label={t("document.mail.text")}
        value={text}
        autosize
        minRows={6}
        maxRows={14}
        onChange={(event) => setOwn({ ...own, text: event.currentTarget.value })}
      />
      <Attachments
        module={module}
        record={record}
        draft={draft}
        files={files}
        onChange={setFiles}
        error={faultOf(send.error, "attachments")}
      />
      {draft.marks_sent && <p className={classes["note"]}>{t("document.mail.marks-sent")}</p>}
      <div className={classes["dialogFoot"]}>
        <Button variant="default" onClick={onClose}>
          {t("action.cancel")}
        </Button>
        <Button type="submit" loading={send.isPending} disabled={to.length === 0}>
          {t("document.mail.send")}
        </Button>
      </div>
    </form>
  );
}

function PaperSelect({ module, draft, onPaper }: Pick<MailFormProps, "module" | "draft" | "onPaper">) {
  const t = useT();
  const label = useLabel();
  const forms = useQuery(printFormsQuery(module)).data ?? [];
  const only = forms.find(({ name }) => name === draft.form)?.only_in ?? null;
  return (
    <Group grow align="start">
      <Select
        label={t("document.mail.form")}
        data={forms.map(({ name, label: text }) => ({ value: name, label: label(text) }))}
        value={draft.form}
        allowDeselect={false}
        onChange={(form) => form && onPaper({ form, language: draft.language })}
      />
      <Select
        label={t("setup.language")}
        data={[
          { value: "ru", label: "Русский" },
          { value: "en", label: "English" },
        ]}
        value={draft.language}
        disabled={only !== null}
        allowDeselect={false}
        onChange={(language) => language && onPaper({ form: draft.form, language })}
      />
    </Group>
  );
}

interface AttachmentsProps extends Omit<MailDialogProps, "onClose"> {
  readonly draft: MailDraft;
  readonly files: readonly StoredFile[];
  readonly onChange: (files: readonly StoredFile[]) => void;
  readonly error: string | undefined;
}
function Attachments({ module, record, draft, files, onChange, error }: AttachmentsProps) {
  const t = useT();
  const label = useLabel();
  const chooser = useRef<HTMLInputElement>(null);
  const form = useQuery(printFormsQuery(module)).data?.find(({ name }) => name === draft.form);
  const upload = useMutation({ mutationFn: uploadFile, onSuccess: (file) => onChange([...files, file]) });
  const problem = error ?? (upload.error ? errorText(upload.error, t) : undefined);
  return (
    <div className={classes["attachments"]}>
      <a href={printUrl(module, record.id, draft.form, draft.language)} target="_blank" rel="noopener" className={classes["attached"]}>
        <IconPaperclip size={14} aria-hidden />
        {form ? label(form.label) : draft.form}.pdf
      </a>
      {files.map((file) => (
        <span key={file.id} className={classes["attached"]}>
          <IconPaperclip size={14} aria-hidden />
          {file.name}
          <button
            type="button"
            aria-label={t("document.mail.detach", { name: file.name })}
            onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
          >
            <IconX size={14} aria-hidden />
          </button>
        </span>
      ))}
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t("document.mail.attach")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) upload.mutate(file);
          event.currentTarget.value = "";
        }}
      />
      <Button variant="subtle" size="compact-sm" loading={upload.isPending} onClick={() => chooser.current?.click()}>
        {t("document.mail.attach")}
      </Button>
      {problem !== undefined && <span className={classes["fault"]}>{problem}</span>}
    </div>
  );
}
