/** The module in which this browser worked last: where the start page leads. */
const KEY = "manul.last-module";
export const lastModule = (): string | null => localStorage.getItem(KEY);
export const keepLastModule = (name: string): void => localStorage.setItem(KEY, name);
