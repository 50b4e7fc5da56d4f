/** Numbers of Russian legal entities with valid check digits. */
import { accountSum, innCheck, ogrnCheck, okpoCheck } from "../../model/requisites/russian.ts";
import type { Random } from "./random.ts";

const digits = (random: Random, count: number): string => Array.from({ length: count }, () => random.int(0, 9)).join("");

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
