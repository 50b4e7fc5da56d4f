/** Views in the order in which one has put them; new ones come after, by their own places. Pure. */
export function inOrder<View extends { readonly id: string }>(views: readonly View[], order: readonly string[] = []): readonly View[] {
  const place = (view: View): number => {
    const at = order.indexOf(view.id);
    return at < 0 ? order.length : at;
  };
  return views.toSorted((a, b) => place(a) - place(b));
}
export function movedBy(ids: readonly string[], id: string, by: number): readonly string[] {
  const at = ids.indexOf(id);
  const rest = ids.filter((each) => each !== id);
  return rest.toSpliced(Math.max(0, Math.min(at + by, rest.length)), 0, id);
}
