/**
 * The `sql` tag: values become parameters, fragments compose, and a name gets in only through `ident`, which refuses
 * whatever could not be a name of the registry. There is no way to put raw text from outside into a statement.
 */
export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  /** Kept by `render`: a statement is asked for its text more than once. */
  rendered: { readonly text: string; readonly values: unknown[] } | undefined;
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }
}

export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  return new Sql(strings, values);
}

const NAME = /^[a-z_][a-z0-9_]{0,62}$/;
const nameCache = new Map<string, Sql>();

/** A table's, column's or index's name; with a second part `table.column`. */
export function ident(name: string, column?: string): Sql {
  const key = column === undefined ? name : `${name}.${column}`;
  let known = nameCache.get(key);
  if (!known) {
    for (const part of column === undefined ? [name] : [name, column])
      if (!NAME.test(part)) throw new Error(`not an SQL name: ${JSON.stringify(part)}`);
    known = new Sql([column === undefined ? `"${name}"` : `"${name}"."${column}"`], []);
    if (nameCache.size < 20_000) nameCache.set(key, known);
  }
  return known;
}

/** A constant of the program's own source (column types, operators, keywords); never text from outside. */
export const raw = (constant: string): Sql => new Sql([constant], []);

export const empty = raw("");

export function join(parts: readonly Sql[], separator = ", "): Sql {
  if (parts.length === 0) return empty;
  // What holds no values is text already: a list of fifty columns is one piece for whoever renders it.
  if (parts.every((part) => part.values.length === 0)) return raw(parts.map((part) => part.strings[0] ?? "").join(separator));
  const strings = ["", ...parts.slice(1).map(() => separator), ""];
  return new Sql(strings, parts);
}

/** A fragment without values as one piece of text, for keeping; with values, the fragment as it is. */
export function fold(part: Sql): Sql {
  const { text, values } = render(part);
  return values.length === 0 ? raw(text) : part;
}

/** A statement's text with $1, $2 … and its values, in order. */
export function render(statement: Sql): { readonly text: string; readonly values: unknown[] } {
  return (statement.rendered ??= renderAnew(statement));
}

function renderAnew(statement: Sql): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  return { text: textOf(statement, values), values };
}

function textOf({ strings, values: given }: Sql, values: unknown[]): string {
  let text = strings[0] ?? "";
  for (let i = 0; i < given.length; i++) {
    const value = given[i];
    text += value instanceof Sql ? textOf(value, values) : `$${values.push(value)}`;
    text += strings[i + 1] ?? "";
  }
  return text;
}
