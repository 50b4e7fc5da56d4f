/** Why rows are refused, in words: the import's own reasons; those of fields and records are the program's. */
import type { Lang } from "../../fieldtypes/field-type.ts";
import { formatMessage } from "../../i18n/translate.ts";
import { AppError, type FieldError } from "../../server/errors.ts";
import { toProblem } from "../../server/http/problem.ts";

const TEXTS: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  import_quotes: {
    en: "Quotes are opened and not closed, or closed in the middle of a value",
    ru: "Кавычки не закрыты или закрыты посреди значения",
  },
  import_encoding: {
    en: "Some letters can’t be read: this row is in another encoding than the file",
    ru: "Часть букв не читается: эта строка в другой кодировке, чем файл",
  },
  import_too_long: { en: "The line is too long", ru: "Слишком длинная строка" },
  import_too_many_columns: { en: "The line has too many columns", ru: "В строке слишком много столбцов" },
  import_card: { en: "The card can’t be read", ru: "Не удалось прочитать карточку" },
  import_too_many_cells: {
    en: "The row has {cells, number} cells, the header {columns, number}",
    ru: "В строке {cells, number} ячеек, в заголовке {columns, number}",
  },
  import_not_found: { en: "“{value}” was not found", ru: "Не найдено: «{value}»" },
  import_ambiguous: { en: "“{value}” is the name of more than one record", ru: "Найдено больше одной записи: «{value}»" },
  import_not_created: { en: "“{value}” could not be created", ru: "Не удалось создать: «{value}»" },
  import_imported_without: {
    en: "Imported without this value: “{value}” was not found",
    ru: "Запись загружена без этого значения: не найдено «{value}»",
  },
  import_record_not_found: { en: "There is no record with this ID or number", ru: "Нет записи с таким ID или номером" },
  import_matches_many: {
    en: "More than one record is the same by the chosen fields",
    ru: "По выбранным полям совпадает больше одной записи",
  },
  changed_since: { en: "Was changed after the import", ru: "Изменено после импорта" },
};
const COLUMNS: Readonly<Record<"line" | "reason", Readonly<Record<Lang, string>>>> = {
  line: { en: "Line", ru: "Строка" },
  reason: { en: "Reason", ru: "Причина" },
};

export const columnTitle = (name: "line" | "reason", lang: Lang): string => COLUMNS[name][lang];

export interface ErrorText {
  /** Of a record beside the imported one. */
  readonly module?: string;
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export function errorTexts(errors: readonly (FieldError & { readonly module?: string })[], lang: Lang): ErrorText[] {
  return errors.map(({ module, ...error }) => {
    const own = TEXTS[error.code];
    const { field, code } = error;
    const whose = module === undefined ? {} : { module };
    if (own) return { ...whose, field, code, message: formatMessage(lang, own[lang], error.params) };
    const text = toProblem(new AppError("validation_failed", { errors: [error] }), lang).errors?.[0];
    return { ...whose, ...(text ?? { field, code, message: code }) };
  });
}

/** What the engine refused a record for, as field errors. */
export function reasonsOf(error: AppError): readonly FieldError[] {
  return error.errors.length > 0 ? error.errors : [{ field: "", code: error.code, params: error.params }];
}
