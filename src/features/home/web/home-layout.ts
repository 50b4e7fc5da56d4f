/** Which parts of the start page somebody wants to see, in which order. Pure. */
export const WIDGETS = ["tasks", "opportunities", "events", "followed", "leads", "recent"] as const;
export type WidgetName = (typeof WIDGETS)[number];
export interface HomeLayout {
  readonly shown: readonly WidgetName[];
  /** The first steps of a newcomer were put away. */
  readonly stepsDone: boolean;
}
export const DEFAULT_LAYOUT: HomeLayout = { shown: WIDGETS, stepsDone: false };

/** From what the preferences hold, which may be of another version, or nothing. */
export function readLayout(kept: unknown): HomeLayout {
  if (typeof kept !== "object" || kept === null) return DEFAULT_LAYOUT;
  const { shown, steps_done: stepsDone } = kept as { readonly shown?: unknown; readonly steps_done?: unknown };
  const names = Array.isArray(shown) ? shown : WIDGETS;
  const known = WIDGETS.filter((name) => names.includes(name));
  return { shown: [...known].toSorted((a, b) => names.indexOf(a) - names.indexOf(b)), stepsDone: stepsDone === true };
}
export const storedLayout = ({ shown, stepsDone }: HomeLayout): unknown => ({ shown, steps_done: stepsDone });

export const toggled = (shown: readonly WidgetName[], name: WidgetName): readonly WidgetName[] =>
  shown.includes(name) ? shown.filter((each) => each !== name) : [...shown, name];

export function moved(shown: readonly WidgetName[], index: number, by: number): readonly WidgetName[] {
  const name = shown[index];
  return name === undefined ? shown : shown.toSpliced(index, 1).toSpliced(index + by, 0, name);
}
