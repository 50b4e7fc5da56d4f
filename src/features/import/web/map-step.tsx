/** Step two: what the columns mean, how duplicates and formats are treated, a look at what would happen; then start. */
import { Alert, Button, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { DescribedModule } from "../../../model/describe.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { useSession } from "../../../web/api/session.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { useOnce } from "../../../web/ui/use-once.ts";
import { ColumnTable } from "./column-table.tsx";
import { DefaultsPanel } from "./defaults-panel.tsx";
import { FilePanel } from "./file-panel.tsx";
import { checkQuery, formatOf, previewImport, savedMappingsQuery, startImport } from "./import-api.ts";
import type { Guess, TableFormat, UploadedTable } from "./import-api.ts";
import { useImportDraft, type ImportDraft } from "./import-draft.ts";
import { unmappedMandatory } from "./mapping-model.ts";
import { OptionsPanel } from "./options-panel.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { RelatedPanel } from "./related-panel.tsx";
import { WillCreate } from "./will-create.tsx";
import classes from "./import.module.css";

interface MapStepProps {
  readonly module: DescribedModule;
  readonly table: UploadedTable;
  readonly guess: Guess;
  readonly onFormat: (format: TableFormat) => void;
  readonly onBack: () => void;
  readonly onStarted: (id: string) => void;
}

/** While somebody types, nothing is asked. */
const TYPING = 400;

export function MapStep(props: MapStepProps) {
  const { module, table, guess, onFormat, onBack, onStarted } = props;
  const t = useT();
  const draft = useImportDraft(props);
  const mayAdd = useSession().user?.is_admin === true;
  const [mapping] = useDebouncedValue(draft.mapping, TYPING);
  const check = useQuery(checkQuery({ module: module.name, file_id: table.file_id, ...formatOf(table), mapping })).data;
  const look = useMutation({ mutationFn: previewImport });
  const once = useOnce();
  const start = useMutation({ mutationFn: startImport, onSuccess: (run) => onStarted(run.id) });
  const mapped = draft.mapping.columns.length > 0;
  const addsOptions = draft.options.new_options === "add";
  const own = draft.columns.filter((column) => column.module === undefined);
  return (
    <div className={classes["map"]}>
      <FilePanel table={table} onFormat={onFormat} />
      <SavedMappings module={module} draft={draft} />
      <Missing module={module} draft={draft} />
      <ColumnTable
        modules={draft.modules}
        table={table}
        columns={draft.columns}
        defaultsOf={draft.defaultsOf}
        check={check}
        addsOptions={addsOptions}
        onAddOptions={mayAdd ? () => draft.setOptions({ ...draft.options, new_options: "add" }) : undefined}
        onChange={draft.setColumns}
        onDefault={(other, name, value) => draft.setDefault(other, name, value)}
      />
      {check && !check.complete && <p className={classes["partly"]}>{t("import.checked-part", { count: check.rows })}</p>}
      <RelatedPanel module={module} draft={draft} suggested={guess.suggested} />
      <DefaultsPanel
        module={module}
        columns={own}
        defaults={draft.defaultsOf(module.name)}
        onChange={(defaults) => draft.setDefaults(module.name, defaults)}
      />
      <OptionsPanel module={module} columns={own} options={draft.options} mayAdd={mayAdd} onChange={draft.setOptions} />
      <TextInput
        className={classes["saveAs"] ?? ""}
        label={t("import.save-as")}
        description={t("import.save-as-text")}
        value={draft.name}
        onChange={(event) => draft.setName(event.currentTarget.value)}
      />
      <Refusal error={start.error ?? look.error} />
      {look.data && (
        <PreviewTable
          key={look.submittedAt}
          table={table}
          draft={draft}
          preview={look.data}
          busy={look.isPending}
          onAgain={() => look.mutate(draft.request)}
        >
          <WillCreate modules={draft.modules} columns={draft.columns} addsOptions={addsOptions} check={check} />
        </PreviewTable>
      )}
      <div className={classes["footBar"]}>
        <Button
          disabled={!mapped}
          loading={start.isPending}
          onClick={() => once.enter() && start.mutate(draft.request, { onError: once.leave })}
        >
          {t("import.start")}
        </Button>
        <Button variant="default" disabled={!mapped} loading={look.isPending} onClick={() => look.mutate(draft.request)}>
          {t("import.preview")}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t("import.other-file")}
        </Button>
      </div>
    </div>
  );
}

interface PartProps {
  readonly module: DescribedModule;
  readonly draft: ImportDraft;
}

function SavedMappings({ module, draft }: PartProps) {
  const t = useT();
  const saved = useQuery(savedMappingsQuery(module.name)).data ?? [];
  if (saved.length === 0) return null;
  return (
    <Select
      size="xs"
      className={classes["saved"] ?? ""}
      aria-label={t("import.saved")}
      placeholder={t("import.saved")}
      data={saved.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => {
        const chosen = saved.find((each) => each.id === id);
        if (!chosen) return;
        draft.apply(chosen.mapping);
        draft.setOptions({ ...draft.options, ...chosen.options });
        draft.setName(chosen.name);
      }}
    />
  );
}

/** Mandatory fields that nothing gives a value for. */
function Missing({ module, draft }: PartProps) {
  const t = useT();
  const text = useLabel();
  const defaults = draft.defaultsOf(module.name);
  const own = draft.columns.filter((column) => column.module === undefined);
  const missing = unmappedMandatory(module, own).filter((field) => (defaults[field.name] ?? null) === null);
  if (missing.length === 0) return null;
  return (
    <Alert color="yellow" variant="light">
      <div className={classes["missing"]}>
        <span>{t("import.missing", { fields: missing.map((field) => text(field.label)).join(", ") })}</span>
        {missing
          .filter((field) => !Object.hasOwn(defaults, field.name))
          .map((field) => (
            <Button
              key={field.name}
              size="compact-xs"
              variant="light"
              color="yellow"
              onClick={() => draft.setDefault(module.name, field.name, null)}
            >
              {t("import.set-default", { field: text(field.label) })}
            </Button>
          ))}
      </div>
    </Alert>
  );
}

function Refusal({ error }: { readonly error: unknown }) {
  const t = useT();
  if (!error) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {errorText(error, t)}
      {isProblem(error) && (
        <ul>
          {error.errors.map((each, index) => (
            <li key={index}>{each.message}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
