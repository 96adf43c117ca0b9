import type { Kind } from "../../model/kind.ts";
import type { ComparedPicture, KernelPicture, View } from "./picture.ts";

/** A place where the kernel differs from the model. */
export interface Difference {
  readonly sort: "outcome" | "task" | "container" | "namespace" | "view";
  /** What was allowed and what was seen, as a sentence. */
  readonly words: string;
}

/** Compares pictures along one history: as long as a namespace lives, it must correspond to one and the same kernel namespace. */
export class PictureComparison {
  /** Kinds that the history does not touch: every task must stay in the namespace of these kinds that the first task had at the start. */
  readonly #outside: readonly Kind[];
  /** The namespaces at the start. */
  #first: ReadonlyMap<Kind, number> | undefined;
  /** For each kind, the kernel's namespace that corresponds to each of the model's. */
  readonly #known = new Map<Kind, Map<number, number>>();

  /** @param outside the kinds that are out of scope but still compared */
  constructor(outside: readonly Kind[] = []) {
    this.#outside = outside;
  }

  /** What the kernel shows differently. @param living the model's living namespaces of each kind, in use or not */
  compare(
    model: ComparedPicture,
    kernel: KernelPicture,
    living: ReadonlyMap<Kind, ReadonlySet<number>>,
  ): Difference[] {
    this.#forgetAllBut(living);
    return [
      ...tasksOf(model, kernel),
      ...kernel.strays.map((words): Difference => ({ sort: "task", words })),
      ...containersOf(model, kernel),
      ...this.#namespaces(model, kernel),
      ...this.#outOfScope(kernel),
      ...(model.view && kernel.view ? viewsOf(model.view, kernel.view) : []),
    ];
  }

  #outOfScope({ tasks }: ComparedPicture): Difference[] {
    const [start] = tasks.values();
    this.#first ??= start?.namespaces;
    const found: Difference[] = [];
    for (const [task, { namespaces }] of tasks) {
      for (const kind of this.#outside) {
        const [first, seen] = [this.#first?.get(kind), namespaces.get(kind)];
        if (first === seen) continue;
        const words = `task ${task} should be in the starting ${kind} namespace, ${kind}:[${first}], but is in ${kind}:[${seen}]`;
        found.push({ sort: "namespace", words });
      }
    }
    return found;
  }

  #forgetAllBut(living: ReadonlyMap<Kind, ReadonlySet<number>>): void {
    for (const [kind, known] of this.#known) {
      for (const namespace of known.keys()) if (!living.get(kind)?.has(namespace)) known.delete(namespace);
    }
  }

  #namespaces(model: ComparedPicture, kernel: KernelPicture): Difference[] {
    const found: Difference[] = [];
    for (const [task, { namespaces }] of model.tasks) {
      const seen = kernel.tasks.get(task)?.namespaces;
      if (seen === undefined) continue;
      for (const [kind, namespace] of namespaces) {
        const words = this.#meet(kind, namespace, seen.get(kind));
        if (words !== undefined) found.push({ sort: "namespace", words: `task ${task} ${words}` });
      }
    }
    return found;
  }

  /** Records which kernel namespace corresponds to a namespace. @returns what is wrong with it, if anything */
  #meet(kind: Kind, namespace: number, seen: number | undefined): string | undefined {
    if (seen === undefined) return `shows no ${kind} namespace`;
    const known = this.#known.get(kind) ?? new Map<number, number>();
    this.#known.set(kind, known);
    const before = known.get(namespace);
    if (before === seen) return undefined;
    const words = `should be in ${kind} namespace ${namespace}`;
    if (before !== undefined) return `${words}, which is ${kind}:[${before}], but is in ${kind}:[${seen}]`;
    const other = [...known].find(([, number]) => number === seen)?.[0];
    if (other !== undefined) return `${words}, but is in ${kind}:[${seen}], which is namespace ${other}`;
    known.set(namespace, seen);
    return undefined;
  }
}

function tasksOf(model: ComparedPicture, kernel: ComparedPicture): Difference[] {
  const found: Difference[] = [];
  for (const [task, { path }] of model.tasks) {
    const seen = kernel.tasks.get(task);
    if (seen === undefined) found.push({ sort: "task", words: `task ${task} should be alive, but is gone` });
    else if (seen.path !== path)
      found.push({ sort: "task", words: `task ${task} should be in ${path}, but is in ${seen.path}` });
  }
  for (const task of kernel.tasks.keys())
    if (!model.tasks.has(task))
      found.push({ sort: "task", words: `task ${task} should be gone, but is alive` });
  return found;
}

function containersOf(model: ComparedPicture, kernel: ComparedPicture): Difference[] {
  const missing = [...model.containers].filter((path) => !kernel.containers.has(path));
  const left = [...kernel.containers].filter((path) => !model.containers.has(path));
  return [
    ...missing.map((path) => `container ${path} should exist, but does not`),
    ...left.map((path) => `container ${path} should not exist, but does`),
  ].map((words) => ({ sort: "container", words }));
}

function viewsOf({ viewer, paths }: View, kernel: View): Difference[] {
  const found: Difference[] = [];
  for (const [task, path] of paths) {
    const seen = kernel.paths.get(task);
    if (seen === path) continue;
    const inWords = (where: string | undefined) => (where === undefined ? "outside its view" : `in ${where}`);
    const words = `task ${viewer} should see task ${task} ${inWords(path)}, but sees it ${inWords(seen)}`;
    found.push({ sort: "view", words });
  }
  return found;
}
