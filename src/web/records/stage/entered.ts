/** What a record is asked for when it enters a stage. Pure. */
import type { Json } from "../../../fieldtypes/field-type.ts";
import type { Option } from "../../../model/define.ts";
import type { DescribedModule, DescribedOption } from "../../../model/describe.ts";
import { askedBy } from "../../../model/stages.ts";
import { fieldOf, fieldsOf } from "../../api/modules.ts";
import type { RecordData } from "../../api/record-data.ts";
import { isEditable } from "../form/form-values.ts";

export const enteredOption = (module: DescribedModule, field: string, value: Json | undefined): DescribedOption | undefined =>
  fieldOf(module, field)?.options?.find((option) => option.value === value);

/** Of what the option asks for, the fields that are empty and that this user may fill in. */
export const fieldsToAsk = (module: DescribedModule, record: RecordData, option: Option | undefined): readonly string[] =>
  fieldsOf(module, askedBy(option))
    .filter((field) => isEditable(field) && (record[field.name] ?? null) === null)
    .map(({ name }) => name);

/** All that the options of a choice may ask for: cards need to know what is empty. */
export const askableFields = (module: DescribedModule, field: string): readonly string[] =>
  fieldsOf(module, (fieldOf(module, field)?.options ?? []).flatMap(askedBy)).map(({ name }) => name);
