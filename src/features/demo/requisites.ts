/** Numbers of Russian legal entities with valid check digits, and the same arithmetic for proving them. */
import type { Random } from "./random.ts";

const digits = (random: Random, count: number): string => Array.from({ length: count }, () => random.int(0, 9)).join("");
const weigh = (text: string, weights: readonly number[]): number => weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0);

const innCheck = (nine: string): string => String((weigh(nine, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10);
const ogrnCheck = (twelve: string): string => String((Number(twelve) % 11) % 10);
const okpoCheck = (seven: string): string => {
  const first = weigh(seven, [1, 2, 3, 4, 5, 6, 7]) % 11;
  return String(first < 10 ? first : (weigh(seven, [3, 4, 5, 6, 7, 8, 9]) % 11) % 10);
};
const ACCOUNT_WEIGHTS = Array.from({ length: 23 }, (_, i) => [7, 1, 3][i % 3] ?? 0);
const accountSum = (prefix: string, account: string): number =>
  [...(prefix + account)].reduce((sum, digit, i) => sum + (((ACCOUNT_WEIGHTS[i] ?? 0) * Number(digit)) % 10), 0);

export const isInn = (inn: string): boolean => /^\d{10}$/.test(inn) && innCheck(inn.slice(0, 9)) === inn[9];
export const isOgrn = (ogrn: string): boolean => /^\d{13}$/.test(ogrn) && ogrnCheck(ogrn.slice(0, 12)) === ogrn[12];
/** Settlement account against the bank's code. */
export const isBankAccount = (account: string, bik: string): boolean =>
  /^\d{20}$/.test(account) && accountSum(bik.slice(-3), account) % 10 === 0;
/** The bank's own account with the Bank of Russia. */
export const isCorrespondentAccount = (account: string, bik: string): boolean =>
  /^\d{20}$/.test(account) && accountSum(`0${bik.slice(4, 6)}`, account) % 10 === 0;

export interface Requisites {
  readonly inn: string;
  readonly kpp: string;
  readonly ogrn: string;
  readonly okpo: string;
  readonly bank_name: string;
  readonly bik: string;
  readonly bank_account: string;
  readonly correspondent_account: string;
}

const BANKS = [
  "АО «Волга-Кредит Банк»",
  "ПАО «Столичный Торговый Банк»",
  "АО «Уралпромбанк»",
  "ПАО «Банк Деловой Союз»",
  "АО «Северный Расчётный Банк»",
];

/** A control digit at the given place makes the sum a multiple of ten. */
function fitAccount(prefix: string, head: string, tail: string): string {
  for (let key = 0; key < 10; key++) if (accountSum(prefix, `${head}${key}${tail}`) % 10 === 0) return `${head}${key}${tail}`;
  throw new Error("unreachable: weights 7, 1 and 3 are coprime with ten");
}

/** Requisites of a firm registered in the region (two digits) in the year. */
export function requisites(random: Random, region: string, year: number): Requisites {
  const nine = `${region}${digits(random, 7)}`;
  const twelve = `1${String(Math.max(2002, year)).slice(2)}${region}${digits(random, 7)}`;
  const seven = digits(random, 7);
  const bik = `04${region}${random.int(10, 99)}${random.int(100, 899)}`;
  return {
    inn: nine + innCheck(nine),
    kpp: `${nine.slice(0, 4)}01001`,
    ogrn: twelve + ogrnCheck(twelve),
    okpo: seven + okpoCheck(seven),
    bank_name: random.pick(BANKS),
    bik,
    bank_account: fitAccount(bik.slice(-3), "40702810", digits(random, 11)),
    correspondent_account: fitAccount(`0${bik.slice(4, 6)}`, "30101810", `${digits(random, 8)}${bik.slice(-3)}`),
  };
}
