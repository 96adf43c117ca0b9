/**
 * Measures the search: `npm run bench` prints tables, and with `--write` puts them into docs/performance.md. `--baseline FOLDER` also times the programs
 * of that folder in the same session, and `--tlc JAR --module FILE` times TLC.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CommanderError } from "@commander-js/extra-typings";
import { EXIT } from "../../src/cli/problem.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { runCpp } from "./cpp.ts";
import { kernelTables } from "./kernel-tables.ts";
import { markdown, mebibytes, seconds, whole } from "./markdown.ts";
import { runNumbered } from "./numbered.ts";
import { type BenchOptions, benchOptions } from "./options.ts";
import { MAX_SECONDS_OF_RUMUR, runRumur } from "./rumur.ts";
import { inShort, type Measured, type Other, type Run } from "./run.ts";
import { type Beside, comparisonTable, ownTable, type Row } from "./search-tables.ts";
import { isInstalled } from "./timed.ts";
import { runTlc } from "./tlc.ts";

const KINDS = ["uts", "net", "ipc"] as const;
const NAMES = ["a", "b"];

function scopeOf(tasks: number, containers: number, kinds: number, names: number): ContainerScope {
  return { tasks, containers, kinds: KINDS.slice(0, kinds), names: NAMES.slice(0, names), images: 0 };
}

/** Scopes by size, with the states up to symmetry that two independent programs count. */
const UP_TO_SYMMETRY = [
  { scope: scopeOf(4, 4, 2, 2), states: 26_670 },
  { scope: scopeOf(5, 5, 1, 2), states: 156_480 },
  { scope: scopeOf(4, 4, 3, 2), states: 161_810 },
  { scope: scopeOf(5, 5, 2, 2), states: 2_012_010 },
  { scope: scopeOf(5, 5, 3, 0), states: 2_020_656 },
];
/** Likewise without symmetry, where every numbered state counts. */
const NUMBERED = { scope: scopeOf(4, 4, 1, 2), states: 1_777_416 };
const NUMBERED_QUICKLY = { scope: scopeOf(3, 4, 1, 2), states: 116_818 };

const measureScript = fileURLToPath(new URL("./measure.ts", import.meta.url));
/** The loader that the command uses. */
const loader = new URL("../../src/cli/user/typescript.js", import.meta.url).href;

async function measure(run: Run): Promise<Measured> {
  const script = ["--import", loader, measureScript, JSON.stringify(run)];
  const { stdout } = await promisify(execFile)(process.execPath, script);
  return JSON.parse(stdout);
}

/** Measures a scope in several ways. @throws {Error} if a search counts a different number of states */
async function measureAll(
  { scope, states }: { readonly scope: ContainerScope; readonly states: number },
  ways: readonly Pick<Run, "symmetry" | "properties" | "workers">[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const way of ways) {
    const run: Run = { model: "nested", scope, ...way };
    const took = await measure(run);
    if (took.states !== states)
      throw new Error(`${inShort(scope)} has ${states} states, and the search counts ${took.states}`);
    rows.push({ run, took });
    tell(`${inShort(scope)}, properties: ${way.properties}, workers: ${way.workers}`, took);
  }
  return rows;
}

function tell(what: string, { user, wall }: { readonly user: number; readonly wall: number }): void {
  process.stderr.write(`${what}: user ${seconds(user)} s, wall ${seconds(wall)} s\n`);
}

/** Our searches, the one that users run first. Properties of runs are checked by one worker on a graph whose memory grows with the steps: not in large scopes. */
function waysOf(states: number): readonly Pick<Run, "symmetry" | "properties" | "workers">[] {
  const ways = (["of steps", "none"] as const).flatMap((properties) =>
    [1, 2].map((workers) => ({ symmetry: true, properties, workers })),
  );
  return states > MAX_STATES_OF_RUNS ? ways : [{ symmetry: true, properties: "all", workers: 1 }, ...ways];
}

const MAX_STATES_OF_RUNS = 200_000;

/** Our searches up to symmetry, those of other programs beside them, and what was left out. */
async function upToSymmetry({ baseline, quick }: BenchOptions, scratch: string): Promise<string> {
  const scopes = quick ? UP_TO_SYMMETRY.slice(0, 1) : UP_TO_SYMMETRY;
  const beside: Beside[] = [];
  const tooSlow: string[] = [];
  const leftOut: string[] = [];
  const hasRumur = baseline !== undefined && isInstalled("rumur");
  for (const { scope, states } of scopes) {
    const own = await measureAll({ scope, states }, waysOf(states));
    const others: Other[] = baseline === undefined ? [] : [runCpp(baseline, scope, scratch)];
    // Once a scope has taken too long, larger ones are not tried.
    const rumur = hasRumur && tooSlow.length === 0 ? runRumur(baseline, scope, scratch) : undefined;
    if (rumur !== undefined) others.push(rumur);
    else tooSlow.push(inShort(scope));
    for (const other of others) {
      tell(`${inShort(scope)}, ${other.name}`, other);
      // A program may know fewer kinds; then it searches a different scope.
      if (other.states === states) continue;
      leftOut.push(`${other.name} in ${inShort(scope)}, for it counts ${whole(other.states)} states there`);
    }
    beside.push({ own, others: others.filter((other) => other.states === states) });
  }
  const own = ownTable(beside.flatMap((one) => one.own));
  if (baseline === undefined) return own;
  const whyNot = hasRumur
    ? `the first of which takes it more than ${MAX_SECONDS_OF_RUMUR} s`
    : "for it is not installed";
  if (tooSlow.length > 0) leftOut.unshift(`Rumur in ${tooSlow.join(", ")}, ${whyNot}`);
  const missing = leftOut.length === 0 ? "" : `\n\nLeft out: ${leftOut.join("; ")}.`;
  const head =
    "Beside it other programs, which count the same states and check no property, with one worker:";
  return `${own}\n\n${head}\n\n${comparisonTable(beside)}${missing}`;
}

/** Searches that count every numbered state. */
async function numbered({ baseline, quick }: BenchOptions, scratch: string): Promise<string> {
  const { scope, states } = quick ? NUMBERED_QUICKLY : NUMBERED;
  const ways = [1, 2].map((workers) => ({ symmetry: false, properties: "none" as const, workers }));
  const own = await measureAll({ scope, states }, ways);
  const table = ownTable(own);
  if (baseline === undefined) return table;
  const others = runNumbered(baseline, scope, scratch);
  for (const other of others) tell(`${inShort(scope)} without symmetry, ${other.name}`, other);
  return `${table}\n\n${comparisonTable([{ own, others }])}`;
}

/** TLC on its own; its module determines the scope. */
function tlcTable({ jar, module }: NonNullable<BenchOptions["tlc"]>, scratch: string): string {
  const { states, user, wall, peak } = runTlc({ jar, module }, scratch);
  const row = [basename(module), whole(states), seconds(user), seconds(wall), mebibytes(peak)];
  return `TLC, with one worker:\n\n${markdown(["module", "distinct states", "user s", "wall s", "peak MiB"], [row])}`;
}

/** One search alone, then two at once in separate processes: any slowdown is due to the machine. */
async function twoAtOnce(quick: boolean | undefined): Promise<string> {
  const [small, , usual] = UP_TO_SYMMETRY;
  const { scope } = (quick ? small : usual) ?? NUMBERED;
  const run: Run = { model: "nested", scope, symmetry: true, properties: "of steps", workers: 1 };
  const alone = await measure(run);
  const both = await Promise.all([measure(run), measure(run)]);
  const together = Math.max(...both.map(({ wall }) => wall));
  return (
    `A search of ${inShort(scope)} with the properties of worlds and steps and one worker took ${seconds(alone.wall)} s alone, and ${seconds(together)} s beside another such ` +
    `process: so two workers could be ${seconds((2 * alone.wall) / together)} times as fast as one here at that time, and not more.`
  );
}

async function report(options: BenchOptions, scratch: string): Promise<string> {
  const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${new Date().toISOString().slice(0, 10)}.`;
  const parts = [
    machine,
    "## Up to symmetry",
    await upToSymmetry(options, scratch),
    await twoAtOnce(options.quick),
    "## Every numbered state",
    await numbered(options, scratch),
    ...(options.tlc === undefined ? [] : ["## TLC", tlcTable(options.tlc, scratch)]),
    "## Histories on the kernel",
    kernelTables(),
  ];
  return parts.join("\n\n");
}

const [BEGIN, END] = ["<!-- measured -->", "<!-- /measured -->"] as const;

function writeIntoPage(text: string): void {
  const page = new URL("../../docs/performance.md", import.meta.url);
  const before = readFileSync(page, "utf8");
  const [begin, end] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error("docs/performance.md has no place for the tables");
  writeFileSync(page, `${before.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${before.slice(end)}`);
}

async function bench(): Promise<void> {
  const options = benchOptions(process.argv.slice(2));
  const scratch = mkdtempSync(join(tmpdir(), "nsmodel-bench-"));
  try {
    const text = await report(options, scratch);
    process.stdout.write(`${text}\n`);
    if (options.write) writeIntoPage(text);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

try {
  await bench();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.asClaimed : EXIT.badRequest; // commander has already said why
}
