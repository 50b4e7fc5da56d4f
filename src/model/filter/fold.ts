/**
 * Text as comparisons that don't mind case see it: lower case, ё as е. The same as `manul_fold()` in the database, so
 * that a filter finds the same records in memory and in SQL; both use Unicode's full mapping of the root locale.
 */
export const foldCase = (text: string): string => text.toLowerCase().replaceAll("ё", "е");
