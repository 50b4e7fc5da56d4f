/** The conventions by which values are shown to this user, and the way from a field to its formatted text. */
import { useMemo, useSyncExternalStore } from "react";
import type { Json, ValueContext } from "../../fieldtypes/field-type.ts";
import { fieldType, valueTypeOf } from "../../fieldtypes/index.ts";
import type { Field } from "../../model/define.ts";
import type { DescribedField } from "../../model/describe.ts";
import { textOf } from "../api/record-data.ts";
import type { RecordData } from "../api/record-data.ts";
import { useSession } from "../api/session.ts";
import { useLabel, useLang, useT } from "../i18n.tsx";
import type { CellWords } from "./field-control.ts";
import { isLibraryThere, subscribeToLibrary } from "./phone-library.ts";

/** The record's own currency goes before the company's. */
export function useValueContext(record?: RecordData): ValueContext {
  const { user, company } = useSession();
  const lang = useLang();
  const currency = textOf(record?.["currency"]) || (company?.currency ?? user?.currency ?? "USD");
  const timezone = user?.timezone ?? company?.timezone ?? "UTC";
  const country = company?.country ?? "";
  return useMemo(() => ({ lang, timezone, currency, country }), [lang, timezone, currency, country]);
}

/** The same, for a record without a hook of its own. */
export function contextIn(ctx: ValueContext, record: RecordData | undefined): ValueContext {
  const currency = textOf(record?.["currency"]) || ctx.currency;
  return currency === ctx.currency ? ctx : { ...ctx, currency };
}

/** What cells are worded with; another object when any of it has changed, so that what was drawn with it is drawn anew. */
export function useCellWords(): CellWords {
  const t = useT();
  const text = useLabel();
  const ctx = useValueContext();
  const phones = useSyncExternalStore(subscribeToLibrary, isLibraryThere);
  return useMemo(() => ({ t, text, ctx, phones }), [t, text, ctx, phones]);
}

const declared = new WeakMap<DescribedField, Field>();
/** The field as its type's pure half takes it. */
function fieldOfDescribed(described: DescribedField): Field {
  let field = declared.get(described);
  if (!field) {
    field = { module: "", ...described };
    declared.set(described, field);
  }
  return field;
}

export const formatValue = (field: DescribedField, value: Json, ctx: ValueContext): string =>
  value === null ? "" : fieldType(field.type).format(value, fieldOfDescribed(field), ctx);

export const isNumeric = (field: DescribedField): boolean => valueTypeOf(field).numeric === true;
