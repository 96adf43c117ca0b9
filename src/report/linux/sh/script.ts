/** Histories of `linux` as shell scripts of unshare(1), nsenter(1) and kill(1). */
import type { LinuxExpectation } from "../../../domains/linux/expectation.ts";
import type { RecordedHistory } from "../../../history/read-history.ts";
import type { TaskNumber } from "../../../model/numbers.ts";
import type { Operation } from "../../../model/operation.ts";
import { NoProgram } from "../../no-program.ts";
import { type Act, type Acts, actsOf, idsOf } from "../acts.ts";
import { type Difference, ExpectedWorld, type TaskChange } from "../expected-world.ts";
import { type OtherKernels, otherKernels } from "../kernels.ts";
import { NamespaceNames } from "../namespace-names.ts";
import { type Before, callInSh } from "./calls.ts";
import { filesAfter, noFiles } from "./open-files.ts";

/**
 * A history as a script.
 *
 * @param title its name, such as that of its file
 * @param runtime the text of `runtime.sh`
 * @throws {DisagreesWithDesign} if the file disagrees with the design
 * @throws {NoProgram} if the tools cannot make a call as the history has it
 */
export function toSh(history: RecordedHistory, title: string, runtime: string): string {
  const acts = actsOf(history);
  const operations = acts.acts.map(({ operation }) => operation as unknown as Operation); // one of the design's
  return scriptOf(acts, otherKernels(history.model, history.scope, operations), title, runtime);
}

/** A script that makes calls and checks their results. @param kernels the kernels on which the results differ */
export function scriptOf(
  { beginning, acts }: Acts,
  kernels: readonly OtherKernels[],
  title: string,
  runtime: string,
): string {
  const names = new NamespaceNames(beginning.world);
  const expected = new ExpectedWorld(names, beginning.world);
  const lines = beginning.expectations.flatMap(claimsInSh);
  let before: Before = { world: beginning.world, children: new Map(), files: noFiles(acts) };
  for (const [index, act] of acts.entries()) {
    lines.push("", ...actInSh(act, index, before, kernels), ...changesInSh(expected, act), "world");
    lines.push(...act.expectations.flatMap(claimsInSh));
    before = after(act, before);
  }
  const ids = idsOf(acts);
  return [
    "#!/bin/sh",
    "# SPDX-License-Identifier: GPL-2.0 OR MIT",
    "#",
    ...introduction(title, acts).map((line) => `# ${line}`.trimEnd()),
    "",
    runtime.trim(),
    "",
    "# The history",
    "",
    `namespaces=${quoted(names.all.join(" "))}`,
    ...mountsInSh(acts),
    ...(ids.length === 0 ? [] : [`alone ${ids.join(" ")}`]),
    "begin",
    ...lines,
    "",
    `echo "All as expected."`,
    "",
  ].join("\n");
}

/** A text quoted for the shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function introduction(title: string, acts: readonly Act[]): string[] {
  const sources = [...new Set(acts.flatMap(({ refusal }) => refusal?.source ?? []))];
  return [
    title,
    "",
    "A history of namespaces, by unshare(1), nsenter(1) and kill(1). Task 1 is an ordinary process of root in the",
    "initial namespaces. Every call is made by the task's own process; after it, what /proc shows is compared.",
    "The exit code is 0 if all is as expected, 1 if something is not, 4 if this machine cannot play it.",
    "",
    ...acts.map(({ sentence }, index) => `${String(index + 1).padStart(2)}. ${sentence}`),
    ...(sources.length === 0 ? [] : ["", `Sources: ${sources.join("; ")}.`]),
    "",
    "Made from a history by nsmodel export --sh.",
  ];
}

function actInSh(act: Act, index: number, before: Before, kernels: readonly OtherKernels[]): string[] {
  const other = kernels.find(({ at }) => at === index);
  if (other !== undefined)
    throw new NoProgram(act.line, `a script cannot distinguish releases, and ${other.why}`);
  const call = callInSh(act, before);
  if (call.is === "none") throw new NoProgram(act.line, call.why);
  return [`step ${quoted(`${index + 1}. ${act.sentence}`)}`, ...call.lines];
}

/** The names that a history uses as mount points; if there are any, task 1 gets its own mount namespace. */
function mountsInSh(acts: readonly Act[]): string[] {
  const names = new Set(acts.flatMap(({ operation }) => ("mount" in operation ? [operation.mount] : [])));
  return names.size === 0 ? [] : [`mounts=${quoted([...names].join(" "))}`];
}

/** The state after a call. */
function after(act: Act, before: Before): Before {
  const born = [...act.world.tasks.keys()].filter((number) => !before.world.tasks.has(number));
  return {
    world: act.world,
    children: childrenAfter(act, before, born),
    files: filesAfter(before.files, act, born),
  };
}

/** The tasks whose parent's shell has not been replaced since it started them. */
function childrenAfter(
  { operation, outcome }: Act,
  before: Before,
  born: readonly TaskNumber[],
): Map<TaskNumber, TaskNumber> {
  const { task, op } = operation;
  const children = new Map(before.children);
  if (outcome !== "ok") return children;
  const replaces =
    ["unshare", "setns", "setns_fd", "setns_file", "drop", "setuid"].includes(op) ||
    (op === "clone" && operation.kinds.includes("pid"));
  if (replaces) for (const [child, parent] of children) if (parent === task) children.delete(child);
  for (const child of born) if (!replaces) children.set(child, task);
  return children;
}

function changesInSh(expected: ExpectedWorld, { world, operation }: Act): string[] {
  const { gone, tasks } = expected.follow(world, operation.task);
  return [...gone.map((name) => `gone ${name}`), ...tasks.flatMap(taskInSh)];
}

/** The links of a dead task are not checked, and a shell may already have reaped it. */
function taskInSh({ task, what, differences }: TaskChange): string[] {
  if (what.is === "goes" || what.is === "dies") return [`dies ${task}`];
  const said = differences.flatMap(differenceInSh);
  return [
    ...(what.is === "begins" ? [`born ${task} ${what.like}`] : []),
    ...(said.length === 0 ? [] : [`now ${task} ${said.join(" ")}`]),
  ];
}

function differenceInSh({ field, value }: Difference): string[] {
  if (value === undefined || field === "state") return [];
  return [`${field === "isCapable" ? "capable" : field}=${value}`];
}

function claimsInSh(expectation: LinuxExpectation): string[] {
  const { alive, zombie = [], dying = [], parent, owner = [], same = [], different = [] } = expectation;
  const dead = [...zombie, ...dying];
  return [
    ...(alive === undefined ? [] : [`only_alive ${alive.join(" ")}`.trimEnd()]),
    ...(dead.length === 0 ? [] : [`dead ${dead.join(" ")}`]),
    ...[...(parent ?? [])]
      .filter(([task]) => !dead.includes(task))
      .map(([task, other]) => `child_of ${task} ${other}`),
    ...owner.map((words) => `owner ${words.join(" ")}`),
    ...same.map((words) => `same ${words.join(" ")}`),
    ...different.map((words) => `different ${words.join(" ")}`),
  ];
}
