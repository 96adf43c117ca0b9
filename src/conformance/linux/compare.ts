/** Compares what the kernel and the model show. Namespace numbers only matter for which of them are the same. */
import type { LinuxObservation, ObservedLinuxTask } from "../../domains/linux/observation.ts";
import { LINKS, type Link } from "../../domains/linux/operations.ts";
import type { NamespaceNumber, TaskNumber } from "../../model/numbers.ts";
import type { Seen } from "../agent/snapshot.ts";
import type { Difference } from "../containers/compare-pictures.ts";
import type { KernelTask, KernelWorld } from "./subtree.ts";

/** What the kernel shows after an event. */
export interface KernelObservation {
  readonly tasks: KernelWorld;
  /** The inode number of the namespace that each handle opens for the outside, or the errno. */
  readonly handles: ReadonlyMap<string, Seen<number>>;
}

/** Compares along one history: as long as a namespace exists, it must correspond to one and the same kernel namespace. */
export class ObservationComparison {
  /** The kernel's namespace for each number in the model. */
  readonly #known = new Map<NamespaceNumber, number>();
  /** The pid namespaces in which the model has had a task. */
  readonly #inhabited = new Set<NamespaceNumber>();
  /** Whether `pid_for_children` can be opened before there is an init (7.1). */
  readonly #showsUnborn: boolean;

  constructor(showsUnborn: boolean) {
    this.#showsUnborn = showsUnborn;
  }

  compare(model: LinuxObservation, kernel: KernelObservation): Difference[] {
    for (const number of [...this.#known.keys()])
      if (!model.namespaces.has(number)) {
        this.#known.delete(number);
        this.#inhabited.delete(number);
      }
    for (const { links } of model.tasks.values()) if (links.pid !== undefined) this.#inhabited.add(links.pid);
    const words = [
      ...compareTasks(model, kernel.tasks),
      ...[...model.tasks].flatMap(([number, task]) => {
        const seen = kernel.tasks.get(number);
        return seen === undefined ? [] : LINKS.flatMap((link) => this.#link(model, number, task, link, seen));
      }),
      ...[...kernel.handles].flatMap(([name, seen]) => this.#handle(model, name, seen)),
    ];
    return words;
  }

  #link(
    { namespaces }: LinuxObservation,
    number: TaskNumber,
    { links }: ObservedLinuxTask,
    link: Link,
    { links: seenLinks, owners, parents }: KernelTask,
  ): Difference[] {
    const expected = links[link];
    const what = `${link} of task ${number}`;
    const seen = seenLinks.get(link);
    if (seen?.outcome !== "ok") {
      if (expected === undefined) return [];
      const isUnborn = link === "pid_for_children" && !this.#showsUnborn && !this.#inhabited.has(expected);
      return isUnborn ? [] : differ(`${what} should exist, but gives ${seen?.outcome ?? "nothing"}`);
    }
    if (expected === undefined) return differ(`${what} should not exist, but is ${seen.value}`);
    const row = namespaces.get(expected);
    return [
      ...this.#meet(expected, seen.value, what),
      ...this.#relative(row?.owner ?? null, owners.get(link), `the owner of ${what}`),
      ...(row?.kind === "pid" ? this.#relative(row.parent, parents.get(link), `the parent of ${what}`) : []),
    ];
  }

  #relative(expected: NamespaceNumber | null, seen: Seen<number> | undefined, what: string): Difference[] {
    if (seen?.outcome === "ok") {
      if (expected !== null) return this.#meet(expected, seen.value, what);
      return differ(`${what} should not exist, but is ${seen.value}`);
    }
    if (expected === null) return [];
    return differ(`${what} should be namespace ${expected}, but gives ${seen?.outcome ?? "nothing"}`);
  }

  #handle({ handles, namespaces }: LinuxObservation, name: string, seen: Seen<number>): Difference[] {
    const expected = handles.get(name);
    const what = `handle ${name}`;
    if (expected === undefined) return differ(`${what} should not have been taken, but was`);
    const isActive = namespaces.get(expected)?.isActive === true;
    if (seen.outcome !== "ok")
      return isActive || seen.outcome !== "ESTALE"
        ? differ(`${what} should ${isActive ? "open" : "give ESTALE"}, but gives ${seen.outcome}`)
        : [];
    if (!isActive) return differ(`${what} should be stale, but opens ${seen.value}`);
    return this.#meet(expected, seen.value, what);
  }

  /** Records which kernel namespace corresponds to a namespace. @returns what is wrong with it, if anything */
  #meet(expected: NamespaceNumber, seen: number, what: string): Difference[] {
    const before = this.#known.get(expected);
    if (before === seen) return [];
    const should = `${what} should be namespace ${expected}`;
    if (before !== undefined) return differ(`${should}, which is ${before}, but is ${seen}`);
    const other = [...this.#known].find(([, number]) => number === seen)?.[0];
    if (other !== undefined) return differ(`${should}, but is ${seen}, which is namespace ${other}`);
    this.#known.set(expected, seen);
    return [];
  }
}

const differ = (words: string): Difference[] => [{ sort: "namespace", words }];

function compareTasks({ tasks }: LinuxObservation, kernel: KernelWorld): Difference[] {
  const words: string[] = [];
  for (const [number, task] of tasks) {
    const seen = kernel.get(number);
    if (seen === undefined) words.push(`task ${number} should be ${inWords(task.state)}, but is gone`);
    else words.push(...compareTask(number, task, seen));
  }
  for (const [number, { state }] of kernel)
    if (!tasks.has(number)) words.push(`task ${number} should be gone, but is ${inWords(state)}`);
  return words.map((sentence): Difference => ({ sort: "task", words: sentence }));
}

function compareTask(number: TaskNumber, model: ObservedLinuxTask, seen: KernelTask): string[] {
  const words: string[] = [];
  const compare = (what: string, should: string | number, is: string | number): void => {
    if (should !== is) words.push(`${what} task ${number} should be ${should}, but is ${is}`);
  };
  compare("the state of", inWords(model.state), inWords(seen.state));
  compare("the parent of", model.parent, seen.parent);
  compare("the uid of", model.uid, seen.uid ?? "not shown");
  // The capabilities of a dead task never matter.
  if (model.state === "alive" && seen.state === "alive")
    compare("the capabilities of", capable(model.isCapable), capable(seen.isCapable === true));
  return words;
}

const capable = (isCapable: boolean): string => (isCapable ? "all" : "none");

const inWords = (state: KernelTask["state"]): string => (state === "zombie" ? "a zombie" : state);
