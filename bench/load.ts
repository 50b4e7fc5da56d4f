/**
 * The load, a process of its own: 16 connections kept alive, each with one request at a time, for a bounded time.
 * Reads one order a line from the standard input and answers one result a line.
 */
import { createInterface } from "node:readline";
import autocannon from "autocannon";

export interface LoadRequest {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly body?: string;
}
export interface LoadOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  /** Taken in turn by whichever connection is free. */
  readonly requests: readonly LoadRequest[];
  /** Each request is made once at most; the load ends when they are used up. */
  readonly once?: boolean;
}
export interface LoadResult {
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  readonly perSecond: number;
  readonly answers: number;
  readonly bytes: number;
  /** Statuses other than 2xx, errors of connections, timeouts. */
  readonly failures: number;
}

export async function load({ url, headers, connections, seconds, requests, once }: LoadOrder): Promise<LoadResult> {
  let next = 0;
  const times: number[] = [];
  let bytes = 0;
  let failures = 0;
  const began = performance.now();
  let ended = began;
  const take = (): LoadRequest => {
    const request = requests[next % requests.length];
    if (!request) throw new Error("a load without requests");
    next += 1;
    return request;
  };
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections,
        duration: seconds,
        timeout: 30,
        ...(once ? { maxOverallRequests: requests.length } : {}),
        requests: [
          {
            headers: { ...headers },
            setupRequest: (request) => {
              const { method, path, body } = take();
              return {
                ...request,
                method,
                path,
                ...(body === undefined ? {} : { body, headers: { ...headers, "content-type": "application/json" } }),
              };
            },
          },
        ],
      },
      (error: Error | null) => (error ? reject(error) : resolve()),
    );
    instance.on("response", (_client, status, length, milliseconds) => {
      ended = performance.now();
      bytes += length;
      if (status >= 200 && status < 300) times.push(milliseconds);
      else failures += 1;
    });
    instance.on("reqError", () => (failures += 1));
  });
  times.sort((a, b) => a - b);
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  return { median: at(0.5), p99: at(0.99), perSecond: (times.length / (ended - began)) * 1000, answers: times.length, bytes, failures };
}

if (import.meta.main)
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await load(JSON.parse(line) as LoadOrder))}\n`);
