/** What has been chosen in the merge dialog, and the act itself. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { isProblem } from "../../../web/api/problem.ts";
import { recordsChanged } from "../../../web/api/records.ts";
import { useT } from "../../../web/i18n.tsx";
import { sameJson } from "../../../model/same-json.ts";
import { offerUndo } from "../../../web/records/undo/undo-offers.ts";
import { errorText } from "../../../web/ui/error-state.tsx";
import { isChosen, isFilled, likeliestChoice, likeliestSurvivor, type Candidate, type Choice } from "../choice.ts";
import { mergeRecords, type MergePreview } from "./merge-api.ts";

export interface MergeState {
  readonly survivor: string;
  readonly setSurvivor: (id: string) => void;
  /** Fields of which a value can be chosen; `differ`: those of which the records say different things. */
  readonly fields: readonly DescribedField[];
  readonly differ: readonly DescribedField[];
  readonly choiceOf: (field: DescribedField) => Choice;
  readonly choose: (field: string, choice: Choice) => void;
  readonly run: () => Promise<void>;
  readonly running: boolean;
  readonly problem: string | undefined;
}

interface MergeEnd {
  readonly onDone: (survivor: string) => void;
  /** Somebody changed one of the records meanwhile: the choice must be made anew. */
  readonly onChanged: () => void;
}
export function useMerge(module: DescribedModule, { records }: MergePreview, { onDone, onChanged }: MergeEnd): MergeState {
  const t = useT();
  const client = useQueryClient();
  const fields = useMemo(() => module.fields.filter((field) => field.access === "edit" && !field.hidden && isChosen(field)), [module]);
  const candidates = useMemo(() => records.map((record): Candidate => ({ id: record.id, values: record })), [records]);
  const [survivor, setSurvivor] = useState(() => likeliestSurvivor(candidates, fields));
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<string>();
  const differ = fields.filter(
    ({ name }) =>
      candidates.some(({ values }) => isFilled(values[name])) &&
      candidates.some(({ values }) => !sameJson(values[name], candidates[0]?.values[name])),
  );
  const choiceOf = (field: DescribedField): Choice => choices[field.name] ?? likeliestChoice(field, candidates, survivor);
  const run = async (): Promise<void> => {
    setRunning(true);
    setProblem(undefined);
    try {
      const { body, operations } = await mergeRecords(module.name, {
        survivor,
        records: records.map(({ id, version }) => ({ id, version })),
        choices: Object.fromEntries(differ.map((field) => [field.name, choiceOf(field)])),
      });
      for (const { id } of records) client.removeQueries({ queryKey: ["records", module.name, "one", id], type: "inactive" });
      await client.invalidateQueries({ queryKey: ["records", module.name, "one", survivor] });
      await recordsChanged(client, module.name);
      offerUndo({ message: t("merge.done", { count: records.length, name: body.data.label }), operations });
      onDone(survivor);
    } catch (error) {
      if (isProblem(error, 409) && error.current) return onChanged();
      setProblem((isProblem(error) && error.errors[0]?.message) || errorText(error, t));
    }
    setRunning(false);
  };
  return {
    survivor,
    setSurvivor,
    fields,
    differ,
    choiceOf,
    choose: (field, choice) => setChoices({ ...choices, [field]: choice }),
    run,
    running,
    problem,
  };
}
