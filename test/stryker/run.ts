/**
 * Mutates designs, properties and what they are made of, and checks which mutants the tests find: `npm run stryker`. `npm run stryker -- models world` takes
 * only these groups, `npm run stryker -- models/flat.ts` one file; several files of one group are run together. The results of a group are kept in
 * `coverage/stryker/`, and mutants that were found are not run again if nothing has changed since; `--force` runs them all. `--processes 2` runs tests in two
 * processes. `--seconds 600` gives a mutant more time on a busy machine. Fails if a mutant lives that is not listed in equivalents.ts, except in groups whose
 * mutants have not been examined one by one yet, and if a listed one does not live.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { digestOf } from "../digest.ts";
import { EQUIVALENTS } from "./equivalents.ts";
import { GROUP_NAMES, GROUPS, type Group, type GroupName, isGroupName } from "./groups.ts";
import { type Change, type Judgement, judge, type Report, withoutAlive } from "./judge.ts";
import { tableOf } from "./table.ts";

const { values, positionals } = parseArgs({
  options: {
    force: { type: "boolean", default: false },
    /** The number of processes that run tests. */
    processes: { type: "string", default: "1" },
    /** Time after which a mutant that does not even step is given up. Steps are counted: see runner.ts. */
    seconds: { type: "string", default: "60" },
  },
  allowPositionals: true,
});
const groups = GROUP_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name));
const files = positionals.filter((name) => !isGroupName(name));

const kept = "coverage/stryker";
mkdirSync(kept, { recursive: true });

const judgements: (Judgement & { readonly mayLive: boolean })[] = [];
for (const name of groups) judgements.push(await judged(name, GROUPS[name]));
for (const name of GROUP_NAMES) {
  const mutate = files.filter((file) => groupOf(file) === name);
  const [file, ...more] = mutate;
  if (file === undefined) continue;
  const known = more.length > 0 ? `${name}-${digestOf(mutate)}` : file.replaceAll("/", "-");
  judgements.push(await judged(known, { ...GROUPS[name], mutate }));
}

const alive = judgements.flatMap((judgement) => judgement.alive);
const notAlive = judgements.flatMap((judgement) => judgement.notAlive);
for (const change of alive) console.log(`lives: ${words(change)}`);
for (const change of notAlive) console.log(`is listed as equivalent, and does not live: ${words(change)}`);
console.log(tableOf(judgements.flatMap(({ scores }) => scores)));
const mayNotLive = judgements.filter(({ mayLive }) => !mayLive).flatMap((judgement) => judgement.alive);
if (mayNotLive.length + notAlive.length > 0) process.exitCode = 1;

/** The group that lists a file by name, or else its folder. */
function groupOf(file: string): GroupName {
  const whose = (pattern: string) =>
    GROUP_NAMES.find((group) => GROUPS[group].mutate.some((mutated) => mutated === pattern));
  const name = whose(file) ?? whose(`${dirname(file)}/*.ts`);
  if (name === undefined) throw new Error(`${file} is in none of the groups ${GROUP_NAMES.join(", ")}`);
  return name;
}

async function judged(
  name: string,
  { mutate, tests, mayLive = false }: Group,
): Promise<Judgement & { readonly mayLive: boolean }> {
  const report = `${kept}/${name}.json`;
  const before = `${kept}/${name}-kept.json`;
  if (existsSync(before))
    writeFileSync(before, JSON.stringify(withoutAlive(JSON.parse(readFileSync(before, "utf8")))));
  const stryker = new Stryker({
    mutate: [...mutate],
    testFiles: [...tests],
    plugins: [join(import.meta.dirname, "plugin.js")],
    testRunner: "in-one-process",
    coverageAnalysis: "perTest",
    incremental: true,
    incrementalFile: before,
    force: values.force,
    ignorePatterns: ["dist", "coverage"],
    tempDirName: `coverage/stryker-${name}`,
    concurrency: Number(values.processes),
    timeoutMS: 1000 * Number(values.seconds),
    dryRunTimeoutMinutes: 15,
    reporters: ["progress-append-only", "json"],
    jsonReporter: { fileName: report },
    allowConsoleColors: false,
  });
  await stryker.runMutationTest();
  // The part of Stryker's own format that is used.
  return { ...judge(JSON.parse(readFileSync(report, "utf8")) as Report, EQUIVALENTS), mayLive };
}

function words({ file, line, was, becomes }: Change): string {
  return `${file}: ${line}\n    ${was}\n    ${becomes}`;
}
