/**
 * The forecast of a period: what was won in it and what is likely to be, by person or team, beside the quotas. By the
 * engine's sums, hence over the records that the reader may see; in the company's currency. As sales forecasts go,
 * each figure includes the surer ones: won ≤ committed ≤ best case.
 */
import Big from "big.js";
import type { Json } from "../../fieldtypes/field-type.ts";
import type { Option } from "../../model/define.ts";
import { isOpen } from "../../model/stages.ts";
import { loadOrganisation } from "../../server/access/load.ts";
import type { Organisation } from "../../server/access/organisation.ts";
import type { Ctx } from "../../server/context.ts";
import { AppError } from "../../server/errors.ts";
import { aggregate, visibleNames } from "../../server/records/index.ts";
import { monthsOf, periodEnd, shiftPeriod, type PeriodUnit } from "./periods.ts";
import { readQuotas, type Quota } from "./quotas.ts";

/** An open deal counts as committed, or as the best case, from this probability (percent) on. */
export const SURE_FROM = { committed: 75, best_case: 50 } as const;
/** Periods before and after the chosen one that are shown beside it. */
const BEFORE = 2;
const AFTER = 3;
const MODULE = "opportunities";

/** Sums as decimal strings. */
export interface Figures {
  readonly won: string;
  readonly committed: string;
  readonly best_case: string;
  /** Won, and of the open deals amount × probability. */
  readonly weighted: string;
  /** Of all open deals. */
  readonly open: string;
}
export interface ForecastRow extends Figures {
  /** Null: the deals of nobody, or of people in no team. */
  readonly id: string | null;
  readonly label: string | null;
  /** Null: none was set, or it isn't the reader's to see. */
  readonly quota: string | null;
}
export interface ForecastPeriod extends Figures {
  readonly start: string;
  readonly quota: string | null;
}
export interface Forecast {
  readonly start: string;
  readonly end: string;
  readonly total: ForecastPeriod;
  readonly rows: readonly ForecastRow[];
  readonly run: readonly ForecastPeriod[];
}
export interface ForecastOptions {
  readonly unit: PeriodUnit;
  /** A period's first day. */
  readonly start: string;
  readonly by: "user" | "team";
  readonly pipeline?: string | undefined;
}

type Sums = Readonly<Record<keyof Figures, Big>>;
const ZERO = new Big(0);
const NOTHING: Sums = { won: ZERO, committed: ZERO, best_case: ZERO, weighted: ZERO, open: ZERO };
const NAMES = ["won", "committed", "best_case", "weighted", "open"] as const satisfies readonly (keyof Figures)[];
const plus = (a: Sums, b: Sums): Sums => mapSums((name) => a[name].plus(b[name]));
const mapSums = (make: (name: keyof Figures) => Big): Sums => ({
  won: make("won"),
  committed: make("committed"),
  best_case: make("best_case"),
  weighted: make("weighted"),
  open: make("open"),
});
const textsOf = (sums: Sums): Figures => ({
  won: sums.won.toFixed(2),
  committed: sums.committed.toFixed(2),
  best_case: sums.best_case.toFixed(2),
  weighted: sums.weighted.toFixed(2),
  open: sums.open.toFixed(2),
});

export async function forecast(ctx: Ctx, { unit, start, by, pipeline }: ForecastOptions): Promise<Forecast> {
  const first = shiftPeriod(start, unit, -BEFORE);
  const periods = Array.from({ length: BEFORE + 1 + AFTER }, (_, i) => shiftPeriod(first, unit, i));
  const last = periods.at(-1) ?? start;
  const end = periodEnd(start, unit);
  const [byOwner, byPeriod, quotas] = await Promise.all([
    sumsBy(ctx, "owner_id", { from: start, to: end, pipeline }),
    sumsBy(ctx, `close_date:${unit}`, { from: first, to: periodEnd(last, unit), pipeline }),
    readQuotas(ctx, { from: first, to: monthsOf(last, unit).at(-1) ?? last }),
  ]);
  const run = periods.map((period) => ({
    start: period,
    ...textsOf(byPeriod.get(period) ?? NOTHING),
    quota: quotaOf(quotas, { months: monthsOf(period, unit) }),
  }));
  const months = monthsOf(start, unit);
  const organisation = by === "team" ? await loadOrganisation(ctx.db) : undefined;
  const rows = organisation ? teamRows(organisation, byOwner, { quotas, months }) : userRows(byOwner, { quotas, months });
  const labels = await visibleNames(
    ctx,
    rows.flatMap(({ id }) => id ?? []),
  );
  const total = run.find((period) => period.start === start);
  if (!total) throw new Error("the period is not among its neighbours");
  return {
    start,
    end,
    total,
    rows: rows.map((row) => ({ ...row, label: row.id === null ? null : (labels.get(row.id)?.label ?? null) })),
    run,
  };
}

interface QuotasOf {
  readonly quotas: readonly Quota[];
  readonly months: readonly string[];
}
function quotaOf(
  quotas: readonly Quota[],
  { months, people }: { readonly months: readonly string[]; readonly people?: ReadonlySet<string> },
): string | null {
  const meant = quotas.filter((quota) => months.includes(quota.month) && (people === undefined || people.has(quota.user_id)));
  return meant.length === 0 ? null : meant.reduce((sum, { amount }) => sum.plus(amount), ZERO).toFixed(2);
}

type Row = Omit<ForecastRow, "label">;
/** Who has deals or a quota, the greatest expectation first. */
function userRows(sums: ReadonlyMap<string, Sums>, { quotas, months }: QuotasOf): readonly Row[] {
  const people = new Set([...sums.keys(), ...quotas.filter(({ month }) => months.includes(month)).map(({ user_id }) => user_id)]);
  return [...people]
    .map((id) => ({ id, sums: sums.get(id) ?? NOTHING }))
    .toSorted((a, b) => b.sums.weighted.cmp(a.sums.weighted) || (a.id < b.id ? -1 : 1))
    .map((row) => ({
      id: row.id === "" ? null : row.id,
      ...textsOf(row.sums),
      quota: quotaOf(quotas, { months, people: new Set([row.id]) }),
    }));
}

/** A team's is what belongs to it and to its members. Somebody of two teams counts in both; the total counts each deal once. */
function teamRows(organisation: Organisation, sums: ReadonlyMap<string, Sums>, { quotas, months }: QuotasOf): readonly Row[] {
  const placed = new Set<string>();
  const teams = organisation.groups.flatMap(({ id }) => {
    const people = new Set([id, ...organisation.membersOf(id)]);
    const own = [...people].flatMap((person) => sums.get(person) ?? []);
    const quota = quotaOf(quotas, { months, people });
    for (const person of people) placed.add(person);
    return own.length === 0 && quota === null ? [] : [{ id, sums: own.reduce(plus, NOTHING), quota }];
  });
  const others = [...sums].filter(([id]) => !placed.has(id)).map(([, each]) => each);
  const alone = new Set([...new Set(quotas.map(({ user_id }) => user_id))].filter((id) => !placed.has(id)));
  const rest =
    others.length === 0 && alone.size === 0
      ? []
      : [{ id: null, sums: others.reduce(plus, NOTHING), quota: quotaOf(quotas, { months, people: alone }) }];
  return [...teams.toSorted((a, b) => b.sums.weighted.cmp(a.sums.weighted)), ...rest].map((row) => ({
    id: row.id,
    ...textsOf(row.sums),
    quota: row.quota,
  }));
}

interface Range {
  readonly from: string;
  readonly to: string;
  readonly pipeline: string | undefined;
}
/** The figures by the values of a group; deals without a value stand under "". */
async function sumsBy(ctx: Ctx, group: string, { from, to, pipeline }: Range): Promise<ReadonlyMap<string, Sums>> {
  const stages = ctx.registry.modules.get(MODULE)?.fields.get("stage")?.options;
  if (!stages) throw new AppError("unknown_module", { params: { module: MODULE } });
  const valuesOf = (fits: (option: Option) => boolean): readonly string[] => stages.filter(fits).map(({ value }) => value);
  const won = valuesOf(({ outcome }) => outcome === "won");
  const open = valuesOf(isOpen);
  const common: Json[] = [
    { field: "close_date", op: "between", value: [from, to] },
    ...(pipeline === undefined ? [] : [{ field: "pipeline", op: "eq", value: pipeline }]),
  ];
  const ask = async (
    values: readonly string[],
    sums: readonly string[],
    more: readonly Json[] = [],
  ): Promise<readonly Readonly<Record<string, Json>>[]> =>
    values.length === 0
      ? []
      : (
          await aggregate(ctx, {
            module: MODULE,
            group_by: [group],
            measures: sums.map((field) => ({ fn: "sum", field })),
            filter: { and: [...common, { field: "stage", op: "in", value: [...values] }, ...more] },
          })
        ).data;
  const likely = (least: number): Json => ({ field: "probability", op: "ge", value: least });
  const [wonRows, openRows, bestRows, sureRows] = await Promise.all([
    ask(won, ["amount"]),
    ask(open, ["amount", "weighted_amount"]),
    ask(open, ["amount"], [likely(SURE_FROM.best_case)]),
    ask(open, ["amount"], [likely(SURE_FROM.committed)]),
  ]);
  const result = new Map<string, Sums>();
  const add = (rows: readonly Readonly<Record<string, Json>>[], measure: string, to_: readonly (keyof Figures)[]): void => {
    for (const row of rows) {
      const key = String(row[group] ?? "");
      const value = row[measure];
      const sum = typeof value === "string" || typeof value === "number" ? new Big(value) : ZERO;
      const before = result.get(key) ?? NOTHING;
      result.set(
        key,
        mapSums((name) => (to_.includes(name) ? before[name].plus(sum) : before[name])),
      );
    }
  };
  add(
    wonRows,
    "sum_amount",
    NAMES.filter((name) => name !== "open"),
  );
  add(openRows, "sum_amount", ["open"]);
  add(openRows, "sum_weighted_amount", ["weighted"]);
  add(bestRows, "sum_amount", ["best_case"]);
  add(sureRows, "sum_amount", ["committed"]);
  return result;
}
