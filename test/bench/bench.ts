/**
 * Measures the search: `npm run bench`, which prints a table, or with `--write` puts it into docs/performance.md. With
 * `--baseline FOLDER` the C++ search and the Promela model of that folder are timed in the same session.
 */
import { execFile, execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

import type { Scope } from "../../src/model/scope.ts";
import { type Baseline, runBaseline } from "./baseline.ts";
import type { Measured, Run } from "./run.ts";

const { values: options } = parseArgs({
  options: { baseline: { type: "string" }, write: { type: "boolean" }, quick: { type: "boolean" } },
});

const KINDS = ["uts", "net", "ipc"] as const;
const NAMES = ["a", "b"];

function scopeOf(tasks: number, containers: number, kinds: number, names: number, images = 0): Scope {
  return { tasks, containers, kinds: KINDS.slice(0, kinds), names: NAMES.slice(0, names), images };
}

/** 1.78 million worlds: the scope on which searches are compared. */
const COMPARED = options.quick ? scopeOf(3, 4, 1, 2) : scopeOf(4, 4, 1, 2);

const run = (scope: Scope, how: Partial<Run> = {}): Run => ({
  model: "nested",
  scope,
  symmetry: false,
  workers: 1,
  properties: false,
  ...how,
});

const RUNS: readonly Run[] = [
  run(COMPARED),
  run(COMPARED, { workers: 2 }),
  run(COMPARED, { properties: true }),
  run(COMPARED, { properties: true, workers: 2 }),
  run(COMPARED, { symmetry: true }),
  run(COMPARED, { symmetry: true, properties: true }),
  run(scopeOf(3, 4, 1, 2)),
  run(scopeOf(3, 4, 1, 2), { properties: true }),
  run(scopeOf(3, 3, 1, 1, 1)),
  run(scopeOf(3, 3, 1, 1, 1), { properties: true }),
  ...(options.quick
    ? []
    : [run(scopeOf(5, 4, 1, 0)), run(scopeOf(4, 4, 2, 2), { symmetry: true, workers: 2 })]),
];

const measureScript = fileURLToPath(new URL("./measure.ts", import.meta.url));

async function measure(what: Run): Promise<Measured> {
  const script = ["--import", "tsx", measureScript, JSON.stringify(what)];
  const { stdout } = await promisify(execFile)(process.execPath, script);
  return JSON.parse(stdout);
}

/** Two searches in two processes, alone and at the same time: what is lost then is the machine's. */
async function twoAtOnce(what: Run): Promise<string> {
  const alone = await measure(what);
  const both = await Promise.all([measure(what), measure(what)]);
  const together = Math.max(...both.map(({ seconds }) => seconds));
  const most = (2 * alone.seconds) / together;
  return (
    `A search of ${scopeInShort(what.scope)} with one worker took ${alone.seconds.toFixed(2)} s alone, and ${together.toFixed(2)} s beside another such ` +
    `process: so two workers could be ${most.toFixed(2)} times as fast as one here at that time, and not more.`
  );
}

const millions = (number: number): string => (number / 1e6).toFixed(2);
const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

function scopeInShort({ tasks, containers, kinds, names, images }: Scope): string {
  return `${tasks} ${containers} ${kinds.length} ${names.length} ${images}`;
}

/** The whole numbers of the compared scope were found by two independent programs. The scope is too large for the tests. */
function requireReferenceCounts({ scope, symmetry }: Run, { worlds, ok }: Measured): void {
  if (scopeInShort(scope) !== "4 4 1 2 0" || symmetry) return;
  if (worlds !== 1_777_416 || ok !== 32_317_340)
    throw new Error(`4 4 1 2 0 has ${worlds} worlds and ${ok} successful calls: the search is wrong`);
}

function rowOf(what: Run, took: Measured): string[] {
  return [
    scopeInShort(what.scope),
    what.symmetry ? "up to numbers" : "all",
    String(what.workers),
    what.properties ? "all" : "none",
    took.worlds.toLocaleString("en"),
    took.ok.toLocaleString("en"),
    took.seconds.toFixed(2),
    millions(took.worlds / took.seconds),
    millions(took.ok / took.seconds),
    millions(took.calls / took.seconds),
    (took.bytes / took.worlds).toFixed(1),
    mebibytes(took.peak),
  ];
}

const HEAD = [
  "scope",
  "worlds",
  "workers",
  "properties",
  "number",
  "calls ok",
  "seconds",
  "M worlds/s",
  "M ok/s",
  "M calls/s",
  "bytes/world",
  "peak MiB",
];

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(line)].join(
    "\n",
  );
}

/** The baselines beside our own search with one worker and no properties, all of the same graph. */
function comparison(baselines: readonly Baseline[], own: Measured): string {
  const rows = [{ name: "nsmodel, 1 worker", seconds: own.seconds, peak: own.peak }, ...baselines].map(
    ({ name, seconds, peak }) => [
      name,
      seconds.toFixed(2),
      millions(own.ok / seconds),
      (seconds / own.seconds).toFixed(2),
      mebibytes(peak),
    ],
  );
  return markdown(["search", "seconds", "M ok/s", "time against nsmodel", "peak MiB"], rows);
}

interface OnKernel {
  readonly histories: number;
  readonly events: number;
  readonly seconds: number;
  readonly times: Readonly<Record<string, { count: number; inside: number; whole: number }>>;
}

const kernelScript = fileURLToPath(new URL("./measure-kernel.ts", import.meta.url));

/** How fast histories are played on the kernel, and where the time goes. */
function kernelTables(): string {
  const measured = ["uts,ipc", "uts,ipc,pid", "uts,net"].map((kinds) => {
    const output = execFileSync(process.execPath, ["--import", "tsx", kernelScript, kinds], {
      encoding: "utf8",
    });
    const took: OnKernel = JSON.parse(output);
    return { kinds, took };
  });
  const rates = measured.map(({ kinds, took: { histories, events, seconds } }) => [
    kinds,
    histories.toLocaleString("en"),
    events.toLocaleString("en"),
    seconds.toFixed(2),
    Math.round(histories / seconds).toLocaleString("en"),
    Math.round(events / seconds).toLocaleString("en"),
  ]);
  const micro = (nanoseconds: number, count: number) => (nanoseconds / count / 1000).toFixed(1);
  const calls = Object.entries(measured[0]?.took.times ?? {}).map(([call, { count, inside, whole }]) => [
    call,
    count.toLocaleString("en"),
    micro(inside, count),
    micro(whole, count),
    (whole / 1e6).toFixed(0),
  ]);
  const head = ["kinds", "histories", "events", "seconds", "histories/s", "events/s"];
  const headOfCalls = ["call", "times", "µs in the kernel", "µs in all", "ms in all"];
  return `ten events each, and each event compared:\n\n${markdown(head, rates)}\n\nThe first of them by call:\n\n${markdown(headOfCalls, calls)}`;
}

const rows: string[][] = [];
let own: Measured | undefined;
for (const what of RUNS) {
  const took = await measure(what);
  requireReferenceCounts(what, took);
  own ??= took;
  rows.push(rowOf(what, took));
  process.stderr.write(`${rows.at(-1)?.join("  ")}\n`);
}
const parts = [
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${new Date().toISOString().slice(0, 10)}.`,
  markdown(HEAD, rows),
  await twoAtOnce(run(COMPARED)),
];
if (options.baseline !== undefined && own !== undefined) {
  const baselines = runBaseline(options.baseline, COMPARED);
  parts.push(
    typeof baselines === "string"
      ? `The baselines did not run: ${baselines}`
      : `The same ${own.ok.toLocaleString("en")} calls by other searches, in the same session:\n\n${comparison(baselines, own)}`,
  );
}
parts.push(`Histories on the kernel, ${kernelTables()}`);
const report = parts.join("\n\n");
process.stdout.write(`${report}\n`);

if (options.write) {
  const page = new URL("../../docs/performance.md", import.meta.url);
  const text = readFileSync(page, "utf8");
  const [begin, end] = ["<!-- measured -->", "<!-- /measured -->"];
  if (!text.includes(begin) || !text.includes(end))
    throw new Error("docs/performance.md has no place for the table");
  const before = text.slice(0, text.indexOf(begin) + begin.length);
  writeFileSync(page, `${before}\n\n${report}\n\n${text.slice(text.indexOf(end))}`);
}
