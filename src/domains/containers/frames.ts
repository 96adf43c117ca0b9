import { begin, goTo, observationOf, performAll } from "../../history/history.ts";
import type { Errno } from "../../model/errno.ts";
import { pathIn } from "../../model/field-of.ts";
import { type ContainerNumber, ROOT, type TaskNumber } from "../../model/numbers.ts";
import type { Event } from "../../model/operation.ts";
import type { Verdict } from "../../model/verdict.ts";
import { quoted } from "../../text/printable.ts";
import type { ContainerHistory, ContainerModel } from "./container-model.ts";
import type { ContainerObservation, Namespaces, OwnState } from "./observation.ts";
import { ownInWords } from "./own-state.ts";
import type { ContainerScope } from "./scope.ts";
import { sentence } from "./sentence.ts";

/** A container in a frame. */
export interface FrameContainer {
  /** The same for all of its life: when its number is reused, the id is another. */
  readonly id: string;
  readonly number: ContainerNumber;
  /** The id of the container that it stands in; `undefined` at the top. */
  readonly parent: string | undefined;
  readonly name: string;
  /** The design's own fields there, and the handles that name it, in words. */
  readonly own: string;
  /** The nsproxies that stand in it, in order of number; `undefined` in a design without them. */
  readonly nsproxies: readonly number[] | undefined;
}

/** A live task in a frame. */
export interface FrameTask {
  /** The same for all of its life, as for a container. */
  readonly id: string;
  readonly number: TaskNumber;
  /** The id of the container that it sits directly in. */
  readonly container: string;
  /** The ids of the containers that it is in without standing in or below them, as in a design without levels. */
  readonly also: readonly string[];
  /** The design's own fields there, in words. */
  readonly own: string;
  readonly namespaces: Namespaces;
}

/** Namespaces that stand in a container though no task uses them. */
export interface FrameHeld {
  readonly id: string;
  readonly container: string;
  readonly namespaces: Namespaces;
}

/** The world after an event as plain data, and the event in words. */
export interface Frame {
  readonly sentence: string;
  /** The errno that refused the event, if one did. */
  readonly refused?: Errno;
  /** Whether the event is not part of the history, but the call that shows in its last world what is broken. */
  readonly isShowing: boolean;
  /** The id of the task that called; absent before the first event. */
  readonly caller?: string;
  /** The id of the container that its path named before the event, if it named one. */
  readonly target?: string;
  readonly containers: readonly FrameContainer[];
  readonly tasks: readonly FrameTask[];
  readonly held: readonly FrameHeld[];
  /** The names of the images. */
  readonly images: readonly string[];
}

/** The history of a verdict as frames: the world before the first event, the world after each, and the call that shows it. */
export function framesOf(
  model: ContainerModel,
  scope: ContainerScope,
  { history = [], call }: Verdict,
): Frame[] {
  const start = begin(model, scope);
  const events = call === undefined ? history : [...history, call];
  const whole = performAll(
    start,
    events.map(({ operation }) => operation),
  );
  const lives = new Lives();
  const first = observationOf(start);
  return [
    {
      sentence: "The world before the first event.",
      isShowing: false,
      ...worldOf(first, lives.after(first)),
    },
    ...events.map((event, index) => frameOf(whole, event, index, index >= history.length, lives)),
  ];
}

function frameOf(
  whole: ContainerHistory,
  event: Event,
  index: number,
  isShowing: boolean,
  lives: Lives,
): Frame {
  const before = observationOf(goTo(whole, index));
  const after = observationOf(goTo(whole, index + 1));
  const { task } = event.operation;
  const path = pathIn(whole.model, event.operation);
  const old = lives.current;
  const target = path === undefined || !before.tasks.has(task) ? undefined : before.resolve(task, path);
  return {
    sentence: sentence(whole.model, event, { before, after }),
    ...(event.outcome !== "ok" && { refused: event.outcome }),
    isShowing,
    caller: old.task(task),
    ...(target !== undefined && { target: old.container(target) }),
    ...worldOf(after, lives.after(after)),
  };
}

/** The ids, for all of their lives, of the containers and tasks of one moment. */
interface Ids {
  container(number: ContainerNumber): string;
  task(number: TaskNumber): string;
}

/** Distinguishes things that bear the same number at different times. */
class Lives {
  readonly #counts = new Map<string, number>();
  #living = new Set<string>();

  get current(): Ids {
    const ids = new Map(this.#counts);
    const idOf = (thing: string): string => `${thing}.${ids.get(thing) ?? 0}`;
    return { container: (number) => idOf(`container-${number}`), task: (number) => idOf(`task-${number}`) };
  }

  /** Goes on to a later world. Whatever was not in the world before begins a new life. */
  after({ containers, tasks }: ContainerObservation): Ids {
    const here = [
      ...[...containers.keys()].map((number) => `container-${number}`),
      ...[...tasks.keys()].map((number) => `task-${number}`),
    ];
    for (const thing of here) {
      if (!this.#living.has(thing)) this.#counts.set(thing, (this.#counts.get(thing) ?? 0) + 1);
    }
    this.#living = new Set(here);
    return this.current;
  }
}

function worldOf(
  world: ContainerObservation,
  ids: Ids,
): Pick<Frame, "containers" | "tasks" | "held" | "images"> {
  return {
    containers: [...world.containers].map(([number, { parent, name, own }]) => ({
      id: ids.container(number),
      number,
      parent: parent === null ? undefined : ids.container(parent),
      name,
      own: ownIn(world, number, own),
      nsproxies: nsproxiesIn(world, number),
    })),
    tasks: [...world.tasks].map(([number, { container, namespaces, own }]) => ({
      id: ids.task(number),
      number,
      container: ids.container(container),
      also: besides(world, number).map((other) => ids.container(other)),
      own: ownInWords(own),
      namespaces,
    })),
    held: heldIn(world, ids),
    images: [...world.images.keys()],
  };
}

/** The design's own fields of a container, and the handles that name it, in words; for the root, also the world's own fields. */
function ownIn(world: ContainerObservation, container: ContainerNumber, own: OwnState | undefined): string {
  const parts = [
    ownInWords(own),
    ...handlesOf(world, container),
    container === ROOT ? ownInWords(world.own) : "",
  ];
  return parts.filter((words) => words !== "").join("; ");
}

/** The handles that name a nsproxy in a container; for the root, also those that no longer name anything. */
function handlesOf({ handles, nsproxies }: ContainerObservation, container: ContainerNumber): string[] {
  return [...(handles ?? [])].flatMap(([name, nsproxy]) => {
    if (nsproxy === null) return container === ROOT ? [`${quoted(name)} is stale`] : [];
    return nsproxies.get(nsproxy)?.container === container ? [quoted(name)] : [];
  });
}

function nsproxiesIn(world: ContainerObservation, container: ContainerNumber): number[] | undefined {
  const all = [...world.nsproxies];
  const known = all.length > 0 || [...world.tasks.values()].some(({ nsproxy }) => nsproxy !== undefined);
  if (!known) return undefined;
  return all.filter(([, nsproxy]) => nsproxy.container === container).map(([number]) => number);
}

/** The containers that a task is in, except its own and those that its own stands in. */
function besides(world: ContainerObservation, number: TaskNumber): ContainerNumber[] {
  const task = world.tasks.get(number);
  if (task === undefined) return [];
  const above = new Set<ContainerNumber>();
  let here: ContainerNumber | null = task.container;
  for (; here !== null; here = world.containers.get(here)?.parent ?? null) above.add(here);
  return task.in.filter((container) => !above.has(container));
}

function heldIn(world: ContainerObservation, ids: Ids): FrameHeld[] {
  const used = new Set([...world.tasks.values()].map(({ nsproxy }) => nsproxy));
  return [...world.nsproxies]
    .filter(([number]) => !used.has(number))
    .map(([number, { container, namespaces }]) => ({
      id: `nsproxy-${number}`,
      container: ids.container(container),
      namespaces,
    }));
}
