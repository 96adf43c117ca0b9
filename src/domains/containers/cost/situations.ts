import { setRunUnderWay } from "../../../history/under-way.ts";
import type { ContainerNumber, TaskNumber } from "../../../model/numbers.ts";
import type { ContainerModel } from "../container-model.ts";
import type { ContainerFields, ContainerOperation } from "../operation.ts";
import type { ContainerScope } from "../scope.ts";
import { handleNames, imageNames } from "../scope-names.ts";
import { callWith, type Rungs } from "./ladder.ts";

/** A world, and the call that is measured in it. */
export interface Situation {
  readonly scope: ContainerScope;
  readonly world: object;
  readonly operation: ContainerOperation;
  /** The calls that lead to the world. */
  readonly history: readonly ContainerOperation[];
}

type WorldAfter = Pick<Situation, "world" | "history">;

/** The calls that concern everything below a container: they name the top of the ladder, all others its end. */
const ABOUT_ALL_BELOW = ["kill", "checkpoint"];

/**
 * The situations in which a design's calls are measured.
 *
 * - A call without a path is made by a task at the end of the ladder, for all kinds of the scope.
 * - A call with a path is made by a task in the root. It names the end of the ladder; `kill` and `checkpoint` name its top.
 * - A call that takes an image or a handle and no path is also made by a task in the root: after the top of the ladder was recorded, or after the
 *   handle was taken of its end.
 * - A call that the design refuses there is measured after the tasks at the end of the ladder have exited, if it succeeds then.
 *
 * @returns them in the order of the design's calls, and how many levels the ladder has below the root
 */
export function situationsOf(
  model: ContainerModel,
  rungs: Rungs,
): { readonly levels: number; readonly situations: readonly Situation[] } {
  const ladder = new Situations(model, rungs);
  return { levels: ladder.levels, situations: Object.keys(model.calls).flatMap((op) => ladder.of(op)) };
}

class Situations {
  readonly levels: number;
  readonly #model: ContainerModel;
  readonly #rungs: Rungs;
  readonly #inRoot: TaskNumber;
  readonly #atEnd: readonly TaskNumber[];
  readonly #fields: ContainerFields;
  readonly #topPath: string;

  constructor(model: ContainerModel, rungs: Rungs) {
    const { scope, world, containers, tasks } = rungs;
    const observation = model.observe(world, scope);
    const pathTo = (container: ContainerNumber | undefined): string =>
      (container && observation.path(this.#inRoot, container)) ?? "/";
    this.#model = model;
    this.#rungs = rungs;
    this.#inRoot = first(tasks.at(0));
    this.#atEnd = tasks.at(-1) ?? [];
    this.#topPath = pathTo(containers[1]);
    const [[image = ""], [handle = ""]] = [imageNames(scope), handleNames(scope)];
    this.#fields = {
      kinds: scope.kinds,
      path: pathTo(containers.at(-1)),
      image,
      handle,
      name: scope.names[0] ?? "",
    };
    this.levels = levelsAbove(observation, containers.at(-1));
  }

  of(op: string): Situation[] {
    const takes = this.#model.calls[op] ?? [];
    const isOfRoot = ["path", "image", "handle"].some((field) => takes.includes(field));
    const situation = this.#situation(op, isOfRoot, this.#whereMade(takes));
    if (situation === undefined) return [];
    const whereEmpty = { ...situation, ...this.#whereEmpty() };
    const isBetterWhereEmpty = !this.#isDone(situation) && this.#isDone(whereEmpty);
    return [isBetterWhereEmpty ? whereEmpty : situation];
  }

  #situation(op: string, isOfRoot: boolean, where: WorldAfter): Situation | undefined {
    const path = ABOUT_ALL_BELOW.includes(op) ? this.#topPath : this.#fields.path;
    const task = isOfRoot ? this.#inRoot : first(this.#atEnd);
    const operation = callWith(this.#model, op, task, { ...this.#fields, path });
    return operation && { scope: this.#rungs.scope, ...where, operation };
  }

  #isDone({ world, operation, scope, history }: Situation): boolean {
    setRunUnderWay(() => history);
    return this.#model.apply(structuredClone(world), operation, scope) === "ok";
  }

  /** The ladder; for a call that takes an image or a handle and no path, after its top was recorded or a handle taken of its end. */
  #whereMade(takes: readonly string[]): WorldAfter {
    const isGiven = (field: string): boolean => takes.includes(field) && !takes.includes("path");
    const top = { ...this.#fields, path: this.#topPath };
    if (isGiven("image")) return this.#after([callWith(this.#model, "checkpoint", this.#inRoot, top)]);
    if (isGiven("handle")) return this.#after([callWith(this.#model, "take", this.#inRoot, this.#fields)]);
    return { world: this.#rungs.world, history: this.#rungs.calls };
  }

  /** The ladder without the tasks at its end. */
  #whereEmpty(): WorldAfter {
    return this.#after(this.#atEnd.map((task) => callWith(this.#model, "exit", task, {})));
  }

  #after(operations: readonly (ContainerOperation | undefined)[]): WorldAfter {
    const world = structuredClone(this.#rungs.world);
    const history = [...this.#rungs.calls];
    setRunUnderWay(() => history);
    for (const operation of operations) {
      if (operation === undefined) continue;
      this.#model.apply(world, operation, this.#rungs.scope);
      history.push(operation);
    }
    return { world, history };
  }
}

function first(tasks: readonly TaskNumber[] | undefined): TaskNumber {
  const task = tasks?.[0];
  if (task === undefined) throw new Error("a level of the ladder has no task");
  return task;
}

/** How many containers a container stands in. */
function levelsAbove(
  { containers }: ReturnType<ContainerModel["observe"]>,
  container: ContainerNumber | undefined,
): number {
  let levels = -1;
  for (let here = container ?? null; here !== null; here = containers.get(here)?.parent ?? null) levels++;
  return levels;
}
