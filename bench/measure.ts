/** Two servers under the same load in turn, round after round: what the machine does meanwhile meets both alike. */
import type { LoadRequest, LoadResult } from "./load.ts";
import { processorTime, type Loader, type Served } from "./processes.ts";

export const CONNECTIONS = 16;

export interface Side extends Pick<Served, "url" | "pid"> {
  readonly headers: Readonly<Record<string, string>>;
  requests(): Promise<readonly LoadRequest[]>;
}
export interface Pace {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUp: number;
}
/** A number of each round: the middle one, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}
export interface Comparison {
  /** Median latency in milliseconds, by side. */
  readonly latency: { readonly base: Spread; readonly other: Spread };
  readonly p99: { readonly base: Spread; readonly other: Spread };
  readonly perSecond: { readonly base: Spread; readonly other: Spread };
  /** Milliseconds of processor time that the server's process spent on a request; not a number where the system doesn't tell. */
  readonly processor: { readonly base: Spread; readonly other: Spread };
  /** Other / base, within each round. */
  readonly latencyRatio: Spread;
  readonly throughputRatio: Spread;
}

type Round = LoadResult & { readonly processor: number };

export async function compare(
  loader: Loader,
  sides: { readonly base: Side; readonly other: Side },
  options: { readonly pace: Pace; readonly once: boolean },
): Promise<Comparison> {
  const { pace, once } = options;
  const run = async (side: Side, seconds: number): Promise<Round> => {
    const requests = await side.requests();
    const before = await processorTime(side.pid);
    const result = await loader.run({ url: side.url, headers: side.headers, connections: CONNECTIONS, seconds, requests, once });
    const processor = ((await processorTime(side.pid)) - before) / (result.answers + result.failures);
    if (result.failures > 0 || result.answers === 0)
      throw new Error(`${result.failures} of ${result.failures + result.answers} requests to ${side.url} failed`);
    return { ...result, processor };
  };
  await run(sides.base, pace.warmUp);
  await run(sides.other, pace.warmUp);
  const rounds: { base: Round; other: Round }[] = [];
  for (let i = 0; i < pace.rounds; i++)
    rounds.push({ base: await run(sides.base, pace.seconds), other: await run(sides.other, pace.seconds) });
  const both = (of: (result: Round) => number) => ({
    base: spread(rounds.map(({ base }) => of(base))),
    other: spread(rounds.map(({ other }) => of(other))),
  });
  return {
    latency: both((result) => result.median),
    p99: both((result) => result.p99),
    perSecond: both((result) => result.perSecond),
    processor: both((result) => result.processor),
    latencyRatio: spread(rounds.map(({ base, other }) => other.median / base.median)),
    throughputRatio: spread(rounds.map(({ base, other }) => other.perSecond / base.perSecond)),
  };
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return { median: median ?? Number.NaN, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}
