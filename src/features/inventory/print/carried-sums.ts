/**
 * What a table of many pages carries over: at the foot of each page but the last its own sum and the sum so far, at the
 * head of the next what came before. They stand in the page's margins, so that no row moves for them; which row came
 * onto which page is known when pdfmake asks for heads and feet, after it has set the rows.
 */
import type { Content, TableCell } from "pdfmake/interfaces.js";
import { decimalOf, unitsOf } from "../../../model/sales/exact.ts";
import type { Lang } from "../../../fieldtypes/field-type.ts";
import { minorDigits } from "../../../model/format/numbers.ts";

const T = {
  ru: { page: "Итого по странице", far: "Всего с начала", brought: "Перенос с предыдущих страниц" },
  en: { page: "Page total", far: "Total so far", brought: "Brought forward" },
} as const;

interface Row {
  readonly cell: TableCell;
  readonly amount: string;
}
/** pdfmake notes in a node where it has set it. */
const pageOf = (cell: TableCell): number | undefined =>
  (cell as { readonly positions?: readonly { readonly pageNumber: number }[] }).positions?.[0]?.pageNumber;

export class CarriedSums {
  readonly #rows: Row[] = [];
  readonly #money: (units: bigint) => string;
  readonly #digits: number;
  readonly #lang: Lang;
  constructor({ lang, currency, digits }: { readonly lang: Lang; readonly currency: string; readonly digits: number }) {
    this.#lang = lang;
    this.#digits = digits;
    const amount = new Intl.NumberFormat(lang, { minimumFractionDigits: minorDigits(currency), maximumFractionDigits: 6 });
    this.#money = (units) => amount.format(decimalOf(units, digits) as Intl.StringNumericLiteral);
  }
  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }
  add(cell: TableCell, amount: string): void {
    // Where a row that didn't fit went in the end pdfmake only notes in nodes with a name.
    this.#rows.push({ cell: Object.assign(cell, { id: `row${this.#rows.length}` }), amount });
  }
  #sum(until: (page: number) => boolean): bigint {
    return this.#rows.reduce((all, { cell, amount }) => (until(pageOf(cell) ?? 1) ? all + unitsOf(amount, this.#digits) : all), 0n);
  }
  get #last(): number {
    return Math.max(0, ...this.#rows.map(({ cell }) => pageOf(cell) ?? 0));
  }
  /** Nothing on the last page of the table: there the totals follow. */
  foot(page: number): string | undefined {
    if (page >= this.#last) return undefined;
    const t = T[this.#lang];
    return `${t.page}: ${this.#money(this.#sum((each) => each === page))}    ${t.far}: ${this.#money(this.#sum((each) => each <= page))}`;
  }
  head(page: number, side: number): Content | undefined {
    if (page === 1 || page > this.#last) return undefined;
    const text = `${T[this.#lang].brought}: ${this.#money(this.#sum((each) => each < page))}`;
    return { text, alignment: "right", margin: [side, side === 40 ? 18 : 10, side, 0], fontSize: 8 };
  }
}
