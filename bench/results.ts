/** The table of results: for the terminal, and with how it came about for bench/RESULTS.md. */
import os from "node:os";
import type { Comparison, Spread } from "./measure.ts";
import type { SearchResults } from "./search.ts";

export interface Line {
  readonly name: string;
  readonly title: string;
  readonly goal?: number;
  readonly comparison: Comparison;
}
export interface ImportLine {
  readonly rows: number;
  readonly seconds: Spread;
  readonly floorSeconds?: number;
  /** Bytes. */
  readonly peakMemory?: number;
}
export interface AccessResults {
  /** Whose records the measured user sees: people and groups. */
  readonly owners: number;
  readonly toFloor: Comparison;
  readonly toAdministrator: Comparison;
  /** From the order to the first answer that shows it. */
  readonly changeSeconds: number;
  readonly rowsRewritten: number;
}
export interface Results {
  readonly contacts: number;
  readonly smaller: number;
  readonly postgres: string;
  readonly lines: readonly Line[];
  readonly growth: readonly Line[];
  readonly import?: ImportLine;
  readonly access?: AccessResults;
  readonly search?: SearchResults;
  readonly rounds: number;
  readonly seconds: number;
  /** How busy others kept the machine: processes that wanted a core in the minute before the run. */
  readonly loadBefore: number;
}

export const IMPORT_GOALS = { seconds: 20, memory: 400 * 1024 * 1024 } as const;

const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(1));
const ratio = ({ median, least, most }: Spread): string => `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
const verdict = (value: number, goal: number | undefined): string =>
  goal === undefined ? "" : value <= goal ? `≤ ${goal}: met` : `≤ ${goal}: **missed**`;

const HEADINGS = {
  floor: ["floor, ms", "Manul, ms", "floor, req/s", "Manul, req/s"],
  access: ["administrator, ms", "user, ms", "administrator, req/s", "user, req/s"],
  growth: ["smaller, ms", "larger, ms", "smaller, req/s", "larger, req/s"],
} as const;

function comparisonTable(lines: readonly Line[], kind: keyof typeof HEADINGS): string {
  const head = ["case", ...HEADINGS[kind], "latency ratio", "throughput ratio", "p99, ms", "CPU of Node, ms", "goal"];
  const rows = lines.map(({ title, goal, comparison: { latency, perSecond, p99, processor, latencyRatio, throughputRatio } }) => [
    title,
    ms(latency.base.median),
    ms(latency.other.median),
    perSecond.base.median.toFixed(0),
    perSecond.other.median.toFixed(0),
    ratio(latencyRatio),
    ratio(throughputRatio),
    `${ms(p99.base.median)} → ${ms(p99.other.median)}`,
    `${ms(processor.base.median)} → ${ms(processor.other.median)}`,
    verdict(latencyRatio.median, goal),
  ]);
  return table(head, rows);
}

function importTable({ rows, seconds, floorSeconds, peakMemory }: ImportLine): string {
  const megabytes = peakMemory === undefined ? undefined : peakMemory / 1024 / 1024;
  const body = [
    ["seconds", ratio(seconds), verdict(seconds.median, IMPORT_GOALS.seconds)],
    ["rows/s", (rows / seconds.median).toFixed(0), ""],
    ...(floorSeconds === undefined
      ? []
      : [
          ["seconds of the floor (its statements alone)", floorSeconds.toFixed(1), ""],
          ["ratio", (seconds.median / floorSeconds).toFixed(2), ""],
        ]),
    ...(megabytes === undefined
      ? []
      : [["peak memory of the program, MB", megabytes.toFixed(0), verdict(megabytes, IMPORT_GOALS.memory / 1024 / 1024)]]),
  ];
  return table(["import", "", "goal"], body);
}

function accessTables({ owners, toFloor, toAdministrator, changeSeconds, rowsRewritten }: AccessResults): string {
  const line = (name: string, title: string, goal: number, comparison: Comparison): Line => ({ name, title, goal, comparison });
  return [
    `Access: 1,000 users, roles of six levels, 50 groups, 100 rules; somebody in the middle, who sees the records of ${owners} owners:`,
    comparisonTable([line("access", "List, beside its floor", 1.5, toFloor)], "floor"),
    comparisonTable([line("access", "List, beside the administrator's", 1.3, toAdministrator)], "access"),
    table(
      ["a new sharing rule", "", "goal"],
      [
        ["seconds until it is felt", changeSeconds.toFixed(3), verdict(changeSeconds, 1)],
        ["rows of records rewritten", String(rowsRewritten), verdict(rowsRewritten, 0)],
      ],
    ),
  ].join("\n\n");
}

const SEARCH_GOAL = 50;

function searchTable({ atOnce, soon, warm, keystrokes }: SearchResults): string {
  return table(
    [`search, server part of ${keystrokes} keystrokes`, "95th percentile, ms", "goal"],
    [
      ["warm", ms(warm), verdict(warm, SEARCH_GOAL)],
      ["five seconds after a start, no large file in memory", ms(soon), verdict(soon, SEARCH_GOAL)],
      ["at the moment of a start, no large file in memory", ms(atOnce), ""],
    ],
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

const thousands = (value: number): string => value.toLocaleString("en");

export function tables(results: Results): string {
  const parts: string[] = [];
  if (results.lines.length > 0) parts.push(comparisonTable(results.lines, "floor"));
  if (results.growth.length > 0)
    parts.push(
      `From ${thousands(results.smaller)} to ${thousands(results.contacts)} contacts:\n\n${comparisonTable(results.growth, "growth")}`,
    );
  if (results.access) parts.push(accessTables(results.access));
  if (results.import) parts.push(importTable(results.import));
  if (results.search) parts.push(searchTable(results.search));
  return parts.join("\n\n");
}

export function report(results: Results): string {
  const cpu = os.cpus();
  return `# Benchmark results

Made by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}; don't edit.

- Machine: ${cpu.length} × ${cpu[0]?.model.trim() ?? "unknown"}, ${Math.round(os.totalmem() / 2 ** 30)} GB memory, ${os.type()} ${os.release()}
- Node ${process.versions.node}, PostgreSQL ${results.postgres} (embedded, durable: fsync on)
- Data: ${thousands(results.contacts)} contacts, ${thousands(results.contacts * 0.2)} organizations, ${thousands(results.contacts * 0.3)} opportunities, ${thousands(results.contacts * 0.2)} tickets
- Load: 16 connections kept alive, ${results.rounds} rounds of ${results.seconds} s for either side, in turn
- Processes of others that wanted a core before the run: ${results.loadBefore.toFixed(1)} of ${cpu.length} cores${
    results.loadBefore > cpu.length / 2 ? " (**a busy machine: believe the processor times, not the latencies**)" : ""
  }

${tables(results)}

## How to read this

The *floor* is an empty Fastify route that runs the very statements of a case (captured from the records engine, with
their values) by the bare \`pg\` driver with prepared statements and a pool as large as the program's, and sends the rows
as JSON: no session, no rights, no validation, no names of fields. What Manul takes beyond it is what Manul itself costs.

Program, floor, load and PostgreSQL share the machine's cores, so milliseconds and requests per second say little by
themselves and differ from run to run. The ratios are taken within pairs that follow one another at once (floor, Manul,
floor, Manul …): the median of the rounds, in brackets the least and the most. A latency ratio of 1.3 means that a
request at 16 connections waits 1.3 times as long as at the floor. Latencies are medians of all requests of a round;
p99 is the floor's → Manul's, and so is the processor time that the Node process spent on a request: of all these numbers
it minds a busy machine least.

*Growth* sets the program on a database of ${thousands(results.contacts)} contacts against itself on one of ${thousands(results.smaller)}.
*Import* is a CSV file of 100,000 contacts with 12 columns and a duplicate check by e-mail, from the order to start until
the job is done; memory is the highest resident size of the whole server process.
`;
}
