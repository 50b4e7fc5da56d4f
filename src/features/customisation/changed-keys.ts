/** Which settings of a definition differ between two states of it. Pure. */
type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members => typeof value === "object" && value !== null && !Array.isArray(value);
/** What a field was added with stands one level down, in `field`; counters say nothing to people. */
const membersOf = (value: unknown): Members => {
  if (!isObject(value)) return { "": value };
  const { version: _version, ...rest } = value;
  return isObject(rest["field"]) ? { ...rest, ...rest["field"], field: undefined } : rest;
};

export function changedKeys(before: unknown, after: unknown): readonly string[] {
  const [a, b] = [membersOf(before), membersOf(after)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}
