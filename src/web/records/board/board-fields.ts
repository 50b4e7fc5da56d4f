/** What a board is made of, read from a module's declaration: its columns, what its heads add up, what its cards ask for. Pure. */
import type { Option } from "../../../model/define.ts";
import type { DescribedField, DescribedModule } from "../../../model/describe.ts";
import { hasPipelines, PIPELINE_FIELD, stagesOf } from "../../../model/stages.ts";
import type { ViewSettings } from "../../../model/view-settings.ts";
import { fieldOf } from "../../api/modules.ts";
import { isReferenceType } from "../record-columns.tsx";

const isChoice = (field: DescribedField): boolean => field.type === "picklist" || field.type === "radio";
/** The choices that can be a board's columns; the module's stage comes first. */
export const boardFields = (module: DescribedModule): readonly DescribedField[] =>
  module.fields
    .filter((field) => isChoice(field) && field.name !== "source" && (field.options ?? []).length > 0)
    .toSorted((a, b) => Number(b.name === module.stageField) - Number(a.name === module.stageField));
/** What a board can be cut into lanes by. */
export const laneFields = (module: DescribedModule): readonly DescribedField[] =>
  module.fields.filter((field) => (isChoice(field) || isReferenceType(field)) && field.name !== "source");
/** What the heads can add up. */
export const sumFields = (module: DescribedModule): readonly DescribedField[] =>
  module.fields.filter((field) => ["money", "integer", "decimal"].includes(field.type) && field.name !== "exchange_rate");

export interface BoardColumn {
  /** null: records without a value. */
  readonly value: string | null;
  readonly option: Option | undefined;
}
export interface BoardPlan {
  readonly by: DescribedField;
  readonly lanes: DescribedField | undefined;
  readonly sum: DescribedField | undefined;
  /** Amount × probability, where the sum has it. */
  readonly weighted: DescribedField | undefined;
  readonly pipelines: readonly Option[];
  /** Of several, the one that is on the board. */
  readonly pipeline: string | undefined;
  /** All columns, those that are left out among them. */
  readonly columns: readonly BoardColumn[];
}

/** Undefined: the module has no choice, or none that this user may see. */
export function planBoard(module: DescribedModule, settings: ViewSettings): BoardPlan | undefined {
  const fields = boardFields(module);
  const by = fields.find((field) => field.name === settings.by) ?? fields[0];
  if (!by) return undefined;
  const sums = sumFields(module);
  const sum = sums.find((field) => field.name === settings.sum) ?? (settings.sum === undefined ? usualSum(module, sums) : undefined);
  const choices = hasPipelines(by) ? (fieldOf(module, PIPELINE_FIELD)?.options ?? []) : [];
  const pipelines = choices.filter((option) => option.active !== false);
  const pipeline = pipelines.length > 1 ? (pipelines.find(({ value }) => value === settings.pipeline) ?? pipelines[0])?.value : undefined;
  const options = stagesOf(by, pipeline ?? pipelines[0]?.value);
  return {
    by,
    lanes: laneFields(module).find((field) => field.name === settings.lanes && field.name !== by.name),
    sum,
    weighted: sum?.name === "amount" ? fieldOf(module, "weighted_amount") : undefined,
    pipelines: pipelines.length > 1 ? pipelines : [],
    pipeline,
    columns: [...(by.mandatory ? [] : [{ value: null, option: undefined }]), ...options.map((option) => ({ value: option.value, option }))],
  };
}
/** Money that the list shows anyway. */
const usualSum = (module: DescribedModule, sums: readonly DescribedField[]): DescribedField | undefined =>
  sums.find((field) => field.type === "money" && module.list.columns.includes(field.name));

/** Settings name columns by text; the one without a value is "". */
export const keyOfColumn = ({ value }: Pick<BoardColumn, "value">): string => value ?? "";

const MOST_ON_CARD = 6;
/** What stands on a card under the name: the view's columns, without what the card's place says already. */
export const cardFields = (module: DescribedModule, columns: readonly string[], { by, lanes }: BoardPlan): readonly string[] =>
  columns
    .filter((path) => !module.nameFields.includes(path) && path !== by.name && path !== lanes?.name && path !== "label")
    .slice(0, MOST_ON_CARD);
