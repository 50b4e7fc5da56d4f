/** The kinds of a saved view, and what each keeps besides its filter, columns and order. Pure. */

/** A table; a table with the record beside it; a board of columns; a calendar. */
export const VIEW_TYPES = ["list", "split", "kanban", "calendar"] as const;
export type ViewType = (typeof VIEW_TYPES)[number];

export const CALENDAR_SPANS = ["month", "week", "day"] as const;
export type CalendarSpan = (typeof CALENDAR_SPANS)[number];

export interface ViewSettings {
  /** Board: the choice whose options are its columns. Calendar: the date by which its entries stand. */
  readonly by?: string;
  /** Board: a row of its own for each value of this field (a person, a reference, a choice). */
  readonly lanes?: string;
  /** Board: the pipeline whose stages are its columns. */
  readonly pipeline?: string;
  /** Board: the number that the heads of its columns add up. */
  readonly sum?: string;
  /** Board: columns that are folded, and those left out, by value. */
  readonly folded?: readonly string[];
  readonly hidden?: readonly string[];
  /** Board: no more cards than that in a column, by value. */
  readonly limits?: Readonly<Record<string, number>>;
  /** Calendar: how much of it is seen at once. */
  readonly span?: CalendarSpan;
}

/** Settings that name a field of the module. */
export const FIELD_SETTINGS = ["by", "lanes", "sum"] as const satisfies readonly (keyof ViewSettings)[];

/** Without what isn't set, and in one order: two settings that say the same are written the same. */
export function tidySettings(settings: ViewSettings): ViewSettings {
  const { by, lanes, pipeline, sum, folded, hidden, limits, span } = settings;
  const kept = Object.entries(limits ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...(by ? { by } : {}),
    ...(lanes ? { lanes } : {}),
    ...(pipeline ? { pipeline } : {}),
    ...(sum ? { sum } : {}),
    ...(folded && folded.length > 0 ? { folded: folded.toSorted() } : {}),
    ...(hidden && hidden.length > 0 ? { hidden: hidden.toSorted() } : {}),
    ...(kept.length > 0 ? { limits: Object.fromEntries(kept) } : {}),
    ...(span ? { span } : {}),
  };
}
