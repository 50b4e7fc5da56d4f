/** Step two: what the columns mean, how duplicates and formats are treated, a look at what would happen; then start. */
import { Alert, Button, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useLabel, useLang, useT } from "../../../web/i18n.tsx";
import { errorText } from "../../../web/ui/error-state.tsx";
import { isProblem } from "../../../web/api/problem.ts";
import { ColumnTable } from "./column-table.tsx";
import { DefaultsPanel } from "./defaults-panel.tsx";
import { checkQuery, previewImport, savedMappingsQuery, startImport } from "./import-api.ts";
import type { Default, Defaults } from "../template.ts";
import type { ImportRequest, Mapping, UploadedTable } from "./import-api.ts";
import { byName, columnsOf, unmappedMandatory, usualOptions } from "./mapping-model.ts";
import { OptionsPanel } from "./options-panel.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { WillCreate } from "./will-create.tsx";
import classes from "./import.module.css";
import { useOnce } from "../../../web/ui/use-once.ts";

interface MapStepProps {
  readonly module: DescribedModule;
  readonly table: UploadedTable;
  readonly guessed: Mapping;
  readonly onBack: () => void;
  readonly onStarted: (id: string) => void;
}

/** While somebody types, nothing is asked. */
const TYPING = 400;

/** Everything that the step decides, and the request that follows from it. */
function useImportDraft({ module, table, guessed }: MapStepProps) {
  const lang = useLang();
  const [columns, setColumns] = useState(() => columnsOf(table, guessed));
  const [defaults, setDefaults] = useState<Defaults>(guessed.defaults ?? {});
  const [options, setOptions] = useState(() => usualOptions(table, lang));
  const [name, setName] = useState("");
  const request: ImportRequest = {
    module: module.name,
    file_id: table.file_id,
    mapping: {
      columns: byName(table, columns),
      defaults: Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== null)),
    },
    options,
    ...(name.trim() === "" ? {} : { save_mapping_as: name.trim() }),
  };
  const apply = (mapping: Mapping): void => {
    setColumns(columnsOf(table, mapping));
    setDefaults(mapping.defaults ?? {});
  };
  return { columns, setColumns, defaults, setDefaults, options, setOptions, name, setName, request, apply };
}

export function MapStep(props: MapStepProps) {
  const { module, table, onBack, onStarted } = props;
  const t = useT();
  const text = useLabel();
  const draft = useImportDraft(props);
  const saved = useQuery(savedMappingsQuery(module.name)).data ?? [];
  const [mapping] = useDebouncedValue(draft.request.mapping, TYPING);
  const check = useQuery(checkQuery({ module: module.name, file_id: table.file_id, mapping })).data;
  const look = useMutation({ mutationFn: previewImport });
  const once = useOnce();
  const start = useMutation({ mutationFn: startImport, onSuccess: (run) => onStarted(run.id) });
  const missing = unmappedMandatory(module, draft.columns).filter((field) => (draft.defaults[field.name] ?? null) === null);
  const setDefault = (name: string, value: Default): void => draft.setDefaults({ ...draft.defaults, [name]: value });
  const problem = start.error ?? look.error;
  const mapped = draft.request.mapping.columns.length > 0;
  return (
    <div className={classes["map"]}>
      <div className={classes["fileLine"]}>
        <b>{table.name}</b>
        <span>
          {t("import.file-facts", { rows: table.rows_estimate, columns: table.header.length, encoding: table.encoding.toUpperCase() })}
        </span>
        {saved.length > 0 && (
          <Select
            size="xs"
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
        )}
      </div>
      {missing.length > 0 && (
        <Alert color="yellow" variant="light">
          <div className={classes["missing"]}>
            <span>{t("import.missing", { fields: missing.map((field) => text(field.label)).join(", ") })}</span>
            {missing
              .filter((field) => !Object.hasOwn(draft.defaults, field.name))
              .map((field) => (
                <Button key={field.name} size="compact-xs" variant="light" color="yellow" onClick={() => setDefault(field.name, null)}>
                  {t("import.set-default", { field: text(field.label) })}
                </Button>
              ))}
          </div>
        </Alert>
      )}
      <ColumnTable
        module={module}
        table={table}
        columns={draft.columns}
        defaults={draft.defaults}
        check={check}
        addsOptions={draft.options.new_options === "add"}
        onAddOptions={() => draft.setOptions({ ...draft.options, new_options: "add" })}
        onChange={draft.setColumns}
        onDefault={setDefault}
      />
      {check && !check.complete && <p className={classes["partly"]}>{t("import.checked-part", { count: check.rows })}</p>}
      <DefaultsPanel module={module} columns={draft.columns} defaults={draft.defaults} onChange={draft.setDefaults} />
      <OptionsPanel module={module} columns={draft.columns} options={draft.options} onChange={draft.setOptions} />
      <TextInput
        className={classes["saveAs"] ?? ""}
        label={t("import.save-as")}
        description={t("import.save-as-text")}
        value={draft.name}
        onChange={(event) => draft.setName(event.currentTarget.value)}
      />
      {problem && (
        <Alert color="red" variant="light" role="alert">
          {errorText(problem, t)}
          {isProblem(problem) && (
            <ul>
              {problem.errors.map((error, index) => (
                <li key={index}>{error.message}</li>
              ))}
            </ul>
          )}
        </Alert>
      )}
      {look.data && (
        <PreviewTable module={module} preview={look.data}>
          <WillCreate module={module} columns={draft.columns} addsOptions={draft.options.new_options === "add"} check={check} />
        </PreviewTable>
      )}
      <div className={classes["foot"]}>
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
