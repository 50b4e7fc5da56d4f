/**
 * The address bar's form of a page's state: plain names and texts (`?sort=-amount&q=acme`), so that links stay
 * readable and can be written by hand. What a parameter means is its page's affair.
 */
export type SearchParams = Readonly<Record<string, string | undefined>>;

export const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));

export function stringifySearch(params: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (typeof value === "string" && value !== "") search.set(name, value);
  // Commas, colons and the like are legal in a query and read better as they are.
  const text = search.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

/** All pages take any text parameters; each reads its own. */
export const textParams = (search: Readonly<Record<string, unknown>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
