/**
 * What the generators write into: records in an order in which references resolve, links, and the conventions of the
 * demonstration company (language, today, currency).
 */
import type { Json, Label, Lang } from "../../fieldtypes/field-type.ts";
import { seeded, type Random } from "./random.ts";

/** Stands for the id of an earlier record. */
export interface Ref {
  readonly ref: string;
}
export interface DemoRecord {
  readonly module: string;
  /** Names the record within the demonstration data: "contacts-12". */
  readonly key: string;
  readonly values: Readonly<Record<string, Json>>;
  /** When it came into being: what `created_at` would be, had the company really worked. ISO 8601 UTC. */
  readonly at: string;
}
export interface DemoLink {
  /** Name of the link's declaration; `a` is on the declaring module's side. */
  readonly link: string;
  readonly a: string;
  readonly b: string;
  /** Values of the link's own fields. */
  readonly values?: Readonly<Record<string, Json>>;
}
export interface DemoOptions {
  readonly lang: Lang;
  /** YYYY-MM-DD; everything is dated relative to it. */
  readonly today: string;
  /** ISO 4217. */
  readonly currency: string;
}

export const ref = (key: string): { ref: string } => ({ ref: key });

/** How many units of a currency a dollar's worth of goods costs here, roughly, and to what prices are rounded. */
const PRICE_LEVEL: Readonly<Record<string, readonly [rate: number, step: number]>> = {
  RUB: [90, 10],
  KZT: [480, 100],
  UAH: [41, 10],
  BYN: [3.2, 1],
  UZS: [12_500, 1000],
  AMD: [390, 100],
  CNY: [7.2, 1],
  JPY: [150, 10],
  INR: [84, 10],
  TRY: [34, 1],
  EUR: [0.92, 1],
  GBP: [0.79, 1],
  CHF: [0.88, 1],
};

export interface Demo {
  readonly lang: Lang;
  readonly today: string;
  readonly records: DemoRecord[];
  readonly links: DemoLink[];
  /** A sequence of its own for each subject, so that a change in one leaves the others as they were. */
  readonly random: (subject: string) => Random;
  /** Adds a record and returns its key. `day` is when it was created, in days from today. */
  readonly add: (module: string, values: Readonly<Record<string, Json>>, day?: number) => string;
  readonly link: (link: string, a: string, b: string, values?: Readonly<Record<string, Json>>) => void;
  readonly text: (label: Label) => string;
  /** The date so many days from today. */
  readonly date: (day: number) => string;
  /** The nearest day that isn't a weekend, in days from today: of the past an earlier one, else a later one. */
  readonly workday: (day: number) => number;
  /** A moment of office time on that day, ISO 8601 UTC. */
  readonly moment: (day: number, hour: number, minute?: number) => string;
  /** A price in the company's currency, in hundredths, from its level in dollars. */
  readonly price: (dollars: number) => number;
}

const DAY = 86_400_000;
/** Hours east of Greenwich of the head office. */
const OFFSET: Readonly<Record<Lang, number>> = { ru: 3, en: 0 };

export function startDemo({ lang, today, currency }: DemoOptions): Demo {
  const start = Date.parse(`${today}T00:00:00Z`);
  if (Number.isNaN(start)) throw new Error(`not a date: ${today}`);
  const records: DemoRecord[] = [];
  const links: DemoLink[] = [];
  const counts = new Map<string, number>();
  const [rate, step] = PRICE_LEVEL[currency] ?? [1, 1];
  const moment = (day: number, hour: number, minute = 0): string =>
    new Date(start + day * DAY + ((hour - OFFSET[lang]) * 60 + minute) * 60_000).toISOString();
  return {
    lang,
    today,
    records,
    links,
    random: (subject) => seeded(`${lang} ${subject}`),
    add: (module, values, day = -1000) => {
      const count = (counts.get(module) ?? 0) + 1;
      counts.set(module, count);
      const key = `${module}-${count}`;
      records.push({ module, key, values, at: moment(Math.min(day, 0), day >= 0 ? 8 : 9 + (count % 8), (count * 7) % 60) });
      return key;
    },
    link: (link, a, b, values) => void links.push(values ? { link, a, b, values } : { link, a, b }),
    text: (label) => label[lang],
    date: (day) => new Date(start + day * DAY).toISOString().slice(0, 10),
    workday: (day) => {
      const weekday = new Date(start + day * DAY).getUTCDay();
      if (weekday !== 6 && weekday !== 0) return day;
      return day < 0 ? day - (weekday === 6 ? 1 : 2) : day + (weekday === 6 ? 2 : 1);
    },
    moment,
    price: (dollars) => Math.max(step, Math.round((dollars * rate) / step) * step) * 100,
  };
}

/** Hundredths as the decimal string that money fields take. */
export const money = (hundredths: number): string =>
  `${Math.trunc(hundredths / 100)}.${String(Math.abs(hundredths) % 100).padStart(2, "0")}`;
/** A part of an amount, in whole hundredths. */
export const percentOf = (hundredths: number, percent: number): number => Math.round((hundredths * percent) / 100);
