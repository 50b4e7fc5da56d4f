/** Legal and bank numbers are checked by their check digits when somebody types them; what is imported stays as it is. */
import { isValidBIC, isValidIBAN } from "ibantools";
import { isBankAccount, isBik, isCorrespondentAccount, isInn, isKpp, isOgrn, isOkpo } from "../model/requisites/russian.ts";
import type { FieldError } from "../server/errors.ts";
import type { ModuleRules, Row, ValidationRule } from "../server/records/rules.ts";

const CHECKS: Readonly<Record<string, (value: string, row: Row) => string | undefined>> = {
  inn: (value) => (isInn(value) ? undefined : "wrong_inn"),
  kpp: (value) => (isKpp(value) ? undefined : "wrong_kpp"),
  ogrn: (value) => (isOgrn(value) ? undefined : "wrong_ogrn"),
  okpo: (value) => (isOkpo(value) ? undefined : "wrong_okpo"),
  bik: (value) => (isBik(value) ? undefined : "wrong_bik"),
  swift: (value) => (isValidBIC(value) ? undefined : "wrong_swift"),
  bank_account: (value, row) => account(value, row["bik"], isBankAccount),
  correspondent_account: (value, row) => account(value, row["bik"], isCorrespondentAccount),
};

/** A Russian account against its bank; an IBAN by itself; accounts of other countries have their own rules. */
function account(value: string, bik: unknown, check: (account: string, bik: string) => boolean): string | undefined {
  const compact = value.replaceAll(" ", "");
  if (/^[A-Z]{2}\d{2}/.test(compact)) return isValidIBAN(compact) ? undefined : "wrong_iban";
  return typeof bik === "string" && isBik(bik) && !check(compact, bik) ? "wrong_account" : undefined;
}

export const requisitesAreRight: ValidationRule = ({ before, after, given }) => {
  const errors: FieldError[] = [];
  for (const [field, check] of Object.entries(CHECKS)) {
    const value = after[field];
    // Another bank makes another account of the same number.
    const touched = given.has(field) || (field.endsWith("account") && given.has("bik"));
    if (typeof value !== "string" || !touched || (before?.[field] === value && before["bik"] === after["bik"])) continue;
    const code = check(value, after);
    if (code !== undefined) errors.push({ field, code });
  }
  return errors;
};

export const rules: ModuleRules = { validate: [requisitesAreRight] };
