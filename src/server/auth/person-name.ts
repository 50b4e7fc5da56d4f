/** One line of a name into its parts, in the English and in the Russian order. */
export interface PersonName {
  readonly first_name?: string;
  readonly middle_name?: string;
  readonly last_name: string;
}

const PATRONYMIC = /(вич|вна|ична|инична|оглы|кызы)$/i;

/** "Anna Petrova"; "Петрова Анна Сергеевна"; "Анна Сергеевна Петрова"; "Anna Maria Petrova"; "Anna". */
export function splitName(name: string): PersonName {
  const words = name.trim().split(/\s+/);
  const [one = "", two, three] = words;
  if (two === undefined) return { last_name: one };
  if (words.length === 3 && three !== undefined) {
    if (PATRONYMIC.test(three)) return { last_name: one, first_name: two, middle_name: three };
    if (PATRONYMIC.test(two)) return { first_name: one, middle_name: two, last_name: three };
  }
  return { first_name: words.slice(0, -1).join(" "), last_name: words.at(-1) ?? one };
}
