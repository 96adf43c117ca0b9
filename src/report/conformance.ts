import type { Times } from "../conformance/agent/results.ts";
import type { ConformOptions, ConformResult, Divergence } from "../conformance/conform.ts";
import type { Hierarchy } from "../conformance/containers/hierarchy.ts";
import type { KernelEvent } from "../conformance/containers/run.ts";
import { isNeverProvoked } from "../conformance/coverage.ts";
import type { PartResult, PartsResult } from "../conformance/parts.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { unreachable } from "../model/unreachable.ts";
import { columns, LINE, ruledTable } from "../text/columns.ts";
import { type Paint, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { asymmetryInWords } from "./asymmetry.ts";
import { callTable, neverRefusedInWords, neverSucceededInWords } from "./calls.ts";
import { coverageInWords } from "./coverage.ts";
import { scopeInWords } from "./scope-in-words.ts";

/** A comparison of a design with a kernel, to be reported. */
export interface Conformance {
  readonly model: Model;
  /** The scope that was asked for; with `how`, that of the last part. */
  readonly scope: Scope;
  readonly how: ConformOptions;
  readonly result: PartsResult;
  readonly seconds: number;
  /** The release of the kernel. */
  readonly release: string;
  /** Where the containers are; `undefined` if the design has none. */
  readonly hierarchy: Hierarchy | undefined;
  /** Whether the kernel refuses a fork beyond the scope; otherwise the manager does. */
  readonly countsTasks: boolean;
  readonly times: Times;
}

const number = (value: number): string => value.toLocaleString("en");

/** A report on a comparison with a kernel. @param width maximum length of a table's line */
export function conformanceInWords(found: Conformance, paint: Paint = plain, width: number = LINE): string {
  const { model, scope, result } = found;
  return [
    paint("bold", titleOf(found)),
    ...(toursOf(result).length > 1 ? [] : [`Scope: ${scopeInWords(model.domain, scope)}.`]),
    sizeInWords(found),
    ...coverInWords(found, width),
    ...endInWords(result).map((line) => paint("yellow", line)),
    ...[...result.stopped].map(([why, times]) =>
      paint("yellow", `${number(times)} of them not played to the end: ${printable(why)}.`),
    ),
    ...[...result.unplayed].map(([why, times]) =>
      paint("yellow", `${number(times)} of them could not be played: ${printable(why)}.`),
    ),
    callTable(result.calls, width),
    ...neverSeen(found, paint),
    timeTable(found.times, width),
    ...coverageInWords(result.coverage, paint, width),
    verdictInWords(found, paint),
    ...keptInWords(found),
    ...result.divergences.map((divergence) => divergenceInWords(model, divergence, paint)),
  ].join("\n");
}

function titleOf({ model, release, hierarchy }: Conformance): string {
  const where = hierarchy === undefined ? "" : `, ${hierarchyInWords(hierarchy)}`;
  return `${model.name} on Linux ${printable(release)}${where}`;
}

/** Which cgroup hierarchy the containers are in. */
export function hierarchyInWords({ version, mount, isDelegated }: Hierarchy): string {
  if (version === "none") return "without cgroups";
  if (version === "v1") return "cgroups of version 1";
  return `cgroup2 at ${printable(mount)} ${isDelegated ? "with" : "without"} nsdelegate`;
}

function sizeInWords({ how, result, seconds }: Conformance): string {
  const rate = `${number(Math.round(result.histories / seconds))} histories and ${number(Math.round(result.events / seconds))} events a second`;
  const seed = how.histories === "random" ? `; --seed ${how.seed} repeats them` : "";
  const part = how.shard === undefined ? "" : ` (part ${how.shard.number} of ${how.shard.of})`;
  return `${historiesInWords(result)}${part}, ${counted(result.events, "event")} in ${seconds.toFixed(1)} s: ${rate}${seed}.`;
}

/** How many histories of each sort were played. */
function historiesInWords({ parts }: PartsResult): string {
  const of = (sort: ConformOptions["histories"]) =>
    parts.filter(({ how }) => how.histories === sort).reduce((sum, { result }) => sum + result.histories, 0);
  const [random, toured, given] = [of("random"), of("every transition"), of("each refusal")];
  return [
    ...(given > 0 ? [`${number(given)} histories with each refusal`] : []),
    ...(random > 0 || toured + given === 0 ? [`${number(random)} random histories`] : []),
    ...(toured > 0 ? [`${number(toured)} histories`] : []),
  ].join(", ");
}

/** Why not all histories were played; empty if they were. */
export function endInWords({ end }: Pick<ConformResult, "end">): string[] {
  switch (end) {
    case "all were played":
      return [];
    case "interrupted":
      return ["Interrupted: not all histories were played."];
    case "time":
      return ["Time limit reached: not all histories were played."];
    case "nothing new":
      return [
        "Not all histories were played: the last ones that differed showed nothing new. --all plays them all.",
      ];
    default:
      return unreachable(end);
  }
}

/** What never occurred; left to the coverage table if the design names its refusals. */
function neverSeen({ model, result: { calls, coverage } }: Conformance, paint: Paint): string[] {
  if (coverage.length > 0) return [];
  const words = [neverSucceededInWords(calls), neverRefusedInWords(calls, model)];
  return words.flatMap((line) => (line === undefined ? [] : [paint("yellow", line)]));
}

/** A part in which transitions were toured. */
type TourResult = PartResult & { readonly tour: NonNullable<ConformResult["transitions"]> };

function toursOf({ parts }: PartsResult): TourResult[] {
  return parts.flatMap((part) => {
    const { transitions } = part.result;
    return transitions === undefined ? [] : [{ ...part, tour: transitions }];
  });
}

/** How many of the transitions were played: a sentence for one scope, a table for several. */
function coverInWords({ model, result }: Conformance, width: number): string[] {
  const tours = toursOf(result);
  const why = tours.flatMap(({ tour: { asymmetry } }) =>
    asymmetry === undefined ? [] : [asymmetryInWords(model.name, asymmetry)],
  );
  if (tours.length <= 1) return [...why, ...tours.map(({ tour }) => tourInWords(tour))];
  const rows = tours.map(({ scope, tour: { depth, worlds, covered, all }, seconds }) => [
    scopeInWords(model.domain, scope),
    depth === undefined ? "all" : String(depth),
    number(worlds),
    covered === all ? `all ${number(all)}` : `${number(covered)} of ${number(all)}`,
    seconds.toFixed(1),
  ]);
  return [...why, ruledTable(["scope", "events", "worlds", "transitions", "s"], rows, { width })];
}

function tourInWords({ covered, all, worlds, symmetry, depth }: TourResult["tour"]): string {
  const upTo = symmetry ? " up to symmetry" : "";
  const share = covered === all ? `All ${number(all)}` : `${number(covered)} of ${number(all)}`;
  const cut = depth === undefined ? "" : `, of histories of up to ${counted(depth, "event")},`;
  return `${share} transitions of the ${number(worlds)} worlds${upTo}${cut} were played.`;
}

/** The average cost of the agent's calls: in the kernel alone, and including the round trip to the process that makes the call. */
function timeTable(times: Times, width: number): string {
  const micro = (nanoseconds: number, count: number) => (nanoseconds / count / 1000).toFixed(1);
  const rows = [...times].map(([call, { count, inside, whole }]) => [
    call,
    number(count),
    micro(inside, count),
    micro(whole, count),
  ]);
  return ruledTable(["call", "times", "µs in the kernel", "µs in total"], rows, { width });
}

/** Whether a whole tour of all transitions was played; a shard alone cannot show every outcome. */
export const isAllAsked = ({ how, result }: Pick<Conformance, "how" | "result">): boolean =>
  how.histories === "every transition" && result.complete && how.shard === undefined;

function verdictInWords(found: Conformance, paint: Paint): string {
  const { model, result, hierarchy } = found;
  const { length } = result.divergences;
  const unseen = result.coverage.filter(isNeverProvoked).length;
  if (length > 0) return paint("red", `The kernel differs from ${model.name} in ${counted(length, "way")}.`);
  if (isAllAsked(found) && unseen > 0)
    return paint(
      "red",
      `Never seen on the kernel: ${number(unseen)} of the outcomes that ${model.name} distinguishes.`,
    );
  if (result.histories === 0 && !result.complete)
    return paint(
      "yellow",
      `Nothing was played: whether the kernel agrees with ${model.name} is not decided.`,
    );
  const isWhole = result.complete && result.stopped.size + result.unplayed.size === 0;
  if (hierarchy?.version === "none") {
    const far = isWhole ? "" : ", as far as it was played";
    return paint(
      "yellow",
      `The kernel agrees with ${model.name} in tasks and namespaces${far}. Containers were not compared: no cgroup could be used.`,
    );
  }
  if (!isWhole) return paint("yellow", `The kernel agrees with ${model.name} as far as it was played.`);
  return paint("green", `The kernel agrees with ${model.name}: the same after every event.`);
}

/** What only the manager keeps track of. This belongs to the finding on who enforces a property. */
function keptInWords({ model: { manager }, hierarchy, countsTasks }: Conformance): string[] {
  if (manager === undefined || hierarchy === undefined) return [];
  const keeps = [
    ...manager.keeps,
    ...(countsTasks ? [] : ["the number of tasks: no pids controller can be used"]),
    ...(hierarchy.version === "v2"
      ? []
      : ["the number of containers: only version 2 has cgroup.max.descendants"]),
  ];
  return [
    "Kept by the manager, because the kernel has no place for it:",
    ...keeps.map((what) => `- ${what}`),
  ];
}

/** A difference: the shortest history found that shows it, and what the kernel does differently. */
export function divergenceInWords(model: Model, divergence: Divergence, paint: Paint): string {
  const { sort, op, events, differences, histories, isMinimal } = divergence;
  const how = isMinimal ? "no event can be left out of this one" : "perhaps not the shortest";
  const title = `\n${paint("bold", `${sort}, at ${op}`)} (${histories === 1 ? "one history" : `${number(histories)} histories`}); ${how}:`;
  const lines = events.map((event, index) => [`${index + 1}.`, eventInWords(model, event)]);
  return [
    title,
    ...(lines.length > 0 ? [columns(lines)] : []),
    ...differences.map(({ words }) => `   ${paint("red", printable(words))}`),
  ].join("\n");
}

/** An event, and the system calls that carried it out. */
export function eventInWords(model: Model, { event, calls }: KernelEvent): string {
  const made = calls.map(({ what, outcome }) => (outcome === "ok" ? what : `${what} = ${outcome}`));
  return [
    model.domain.words.sentence(model, event),
    ...(made.length > 0 ? [`   kernel: ${printable(made.join(", "))}`] : []),
  ].join("\n");
}
