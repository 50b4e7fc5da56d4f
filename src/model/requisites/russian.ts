/**
 * Numbers of Russian legal entities, entrepreneurs and their accounts: shape and check digits. Sources: ИНН — order of
 * the Federal Tax Service ЕД-7-14/559@ of 2023 (its appendix keeps the algorithm of ММВ-7-6/435@); ОГРН, ОГРНИП —
 * order of the Ministry of Finance 165н of 2017, p. 8; accounts — letter of the Bank of Russia 515 of 1997.
 */
const weigh = (text: string, weights: readonly number[]): number => weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0);

const INN_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const innDigit = (text: string, weights: readonly number[]): string => String((weigh(text, weights) % 11) % 10);

export const innCheck = (nine: string): string => innDigit(nine, INN_10);

/** Of a firm (10 digits) or a person (12). */
export function isInn(inn: string): boolean {
  if (/^\d{10}$/.test(inn)) return innDigit(inn, INN_10) === inn[9] && !/^0+$/.test(inn);
  return /^\d{12}$/.test(inn) && !/^0+$/.test(inn) && innDigit(inn, INN_11) === inn[10] && innDigit(inn, INN_12) === inn[11];
}

/** Four digits of the tax office, two of the reason, three of the place. */
export const isKpp = (kpp: string): boolean => /^\d{4}[\dA-Z]{2}\d{3}$/.test(kpp);

export const ogrnCheck = (twelve: string): string => String((BigInt(twelve) % 11n) % 10n);

/** ОГРН (13 digits) or an entrepreneur's ОГРНИП (15). */
export function isOgrn(ogrn: string): boolean {
  if (/^[1-9]\d{12}$/.test(ogrn)) return ogrnCheck(ogrn.slice(0, 12)) === ogrn[12];
  return /^[34]\d{14}$/.test(ogrn) && String((BigInt(ogrn.slice(0, 14)) % 13n) % 10n) === ogrn[14];
}

/** A bank of Russia: its code begins with 04 (or 0 and the settlement kind since 2021). */
export const isBik = (bik: string): boolean => /^0\d{8}$/.test(bik);

/** Weights 7, 1, 3 over the prefix and the twenty digits: only the last digit of each product counts. */
export const accountSum = (prefix: string, account: string): number =>
  [...(prefix + account)].reduce((sum, digit, i) => sum + ((([7, 1, 3][i % 3] ?? 0) * Number(digit)) % 10), 0);

/** A client's account against the code of its bank. */
export const isBankAccount = (account: string, bik: string): boolean =>
  /^\d{20}$/.test(account) && isBik(bik) && accountSum(bik.slice(-3), account) % 10 === 0;

/** The bank's own account with the Bank of Russia. */
export const isCorrespondentAccount = (account: string, bik: string): boolean =>
  /^\d{20}$/.test(account) && isBik(bik) && accountSum(`0${bik.slice(4, 6)}`, account) % 10 === 0;

/** ОКПО: 8 digits of a firm, 10 of an entrepreneur; weights 1 … 10, and from 3 on where the remainder is 10. */
export function isOkpo(okpo: string): boolean {
  if (!/^(\d{8}|\d{10})$/.test(okpo)) return false;
  return okpoCheck(okpo.slice(0, -1)) === okpo.at(-1);
}
export function okpoCheck(head: string): string {
  const weights = (from: number): number[] => [...head].map((_, i) => ((i + from - 1) % 10) + 1);
  const first = weigh(head, weights(1)) % 11;
  return String(first < 10 ? first : (weigh(head, weights(3)) % 11) % 10);
}
