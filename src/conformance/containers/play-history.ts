/** Plays one history: a manager carries it out on the kernel alongside the model, and the two are compared after every event. */

import type { ContainerModel } from "../../domains/containers/container-model.ts";
import type { ContainerObservation } from "../../domains/containers/observation.ts";
import type { ContainerScope } from "../../domains/containers/scope.ts";
import { setRunUnderWay } from "../../history/under-way.ts";
import type { Process } from "../../managers/kernel.ts";
import { NoCounterpart, Refused, type Running } from "../../managers/manager.ts";
import { KINDS, type Kind } from "../../model/kind.ts";
import type { NamespaceNumber, TaskNumber } from "../../model/numbers.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import { CannotPlay } from "../cannot-run.ts";
import { type Difference, PictureComparison } from "./compare-pictures.ts";
import { lookAt } from "./look.ts";
import type { ManagedKernel } from "./managed/managed-kernel.ts";
import { type ComparedPicture, comparedPictureOf, type KernelPicture, withoutContainers } from "./picture.ts";
import type { KernelEvent, KernelRun, Stopped } from "./run.ts";

/** A history to be played. */
export interface PlayedHistory {
  readonly model: ContainerModel;
  readonly scope: ContainerScope;
  readonly operations: readonly Operation[];
  /** Whether to stop after the first difference. */
  readonly untilDifference: boolean;
}

/** A look at the kernel after an event, and the model's picture of the same moment. */
interface Look {
  readonly model: ComparedPicture;
  readonly living: ReadonlyMap<Kind, ReadonlySet<NamespaceNumber>>;
  readonly kernel: Promise<KernelPicture>;
}

/** An event that was carried out, and the pending look after it. */
interface Played extends Omit<KernelEvent, "differences"> {
  readonly look: Look;
}

export class HistoryPlayer {
  readonly #history: PlayedHistory;
  readonly #kernel: ManagedKernel;
  readonly #manager: Running;
  readonly #line: string;
  readonly #comparison: PictureComparison;
  readonly #events: KernelEvent[] = [];
  #tasks = new Map<TaskNumber, Process>();
  /** Processes that were tasks, and should be gone. */
  #former: (readonly [TaskNumber, Process])[] = [];
  #beginning: readonly Difference[] = [];

  /** @param line how the hierarchy's line in /proc/PID/cgroup begins */
  constructor(history: PlayedHistory, kernel: ManagedKernel, manager: Running, line: string) {
    this.#history = history;
    this.#kernel = kernel;
    this.#manager = manager;
    this.#line = line;
    const { kinds } = history.scope;
    // If the history has no cgroup namespaces, the manager makes them for the tasks' views; what they show is compared instead.
    const outside = KINDS.filter((kind) => kind !== "cgroup" && !kinds.includes(kind));
    this.#comparison = new PictureComparison(outside);
  }

  /** Plays the history, and leaves nothing behind. */
  async play(): Promise<KernelRun> {
    let stopped: Stopped | undefined;
    try {
      await this.#playEvents();
    } catch (error) {
      stopped = stoppedBy(error);
      if (stopped === undefined) {
        await this.#kernel.tearDown();
        throw error;
      }
    }
    const inTheWay = (await this.#kernel.tearDown()).map(
      (words): Difference => ({ sort: "container", words }),
    );
    return { ...this.#withLast(inTheWay), stopped };
  }

  async #playEvents(): Promise<void> {
    const { model, scope, operations, untilDifference } = this.#history;
    setRunUnderWay(() => []);
    const world = model.initial(scope);
    await this.#kernel.setUp();
    await this.#manager.begin();
    this.#kernel.takeCalls();
    const first = this.#look(model.observe(world, scope), undefined);
    let last: Played | undefined;
    const compareLast = async (): Promise<boolean> => {
      if (last === undefined) this.#beginning = this.#compare(first, await first.kernel);
      else this.#events.push(this.#compared(last, await last.look.kernel));
      const differences = this.#events.at(-1)?.differences ?? this.#beginning;
      return differences.length > 0 && untilDifference;
    };
    for (const [index, operation] of operations.entries()) {
      setRunUnderWay(() => operations.slice(0, index)); // other histories are played concurrently
      const outcome = model.apply(world, operation, scope);
      const seen = model.observe(world, scope);
      const carriedOut = this.#manager.perform(operation);
      // Once this operation is performed, the earlier look at the previous event has been answered too. Neither promise is left pending.
      const [performed, compared] = await Promise.allSettled([
        carriedOut,
        carriedOut.then(compareLast, compareLast),
      ]);
      if (compared.status === "rejected") throw compared.reason;
      if (compared.value) return;
      if (performed.status === "rejected") throw performed.reason;
      last = this.#played(operation, outcome, performed.value, seen);
    }
    await compareLast();
  }

  #played(operation: Operation, outcome: Outcome, said: string, seen: ContainerObservation): Played {
    const calls = this.#kernel.takeCalls();
    const viewer = said === "ok" ? operation.task : undefined;
    return { event: { operation, outcome }, outcome: said, calls, look: this.#look(seen, viewer) };
  }

  /** Requests a look at the kernel without waiting for it: the next operation is requested right behind it. */
  #look(world: ContainerObservation, viewer: TaskNumber | undefined): Look {
    const { model, scope } = this.#history;
    this.#noteFormer();
    const hasViews =
      this.#kernel.cgroups !== "none" && !scope.kinds.includes("cgroup") && model.shows.includes("levels");
    const isViewed = viewer !== undefined && hasViews && world.tasks.has(viewer) && this.#tasks.has(viewer);
    const kernel = lookAt(this.#kernel, {
      tasks: this.#tasks,
      former: this.#former,
      viewer: isViewed ? viewer : undefined,
      line: this.#line,
    });
    kernel.catch(() => undefined); // whoever awaits it gets the error
    const picture = comparedPictureOf(world, scope.kinds, isViewed ? viewer : undefined);
    return { model: picture, living: livingIn(world, scope.kinds), kernel };
  }

  #noteFormer(): void {
    const now = new Map(this.#manager.tasks);
    const left = [...this.#tasks].filter(([task, process]) => now.get(task) !== process);
    this.#former = [...this.#former, ...left];
    this.#tasks = now;
  }

  #compared({ look, ...played }: Played, picture: KernelPicture): KernelEvent {
    const { operation, outcome } = played.event;
    const differences = this.#compare(look, picture);
    if (played.outcome !== outcome)
      differences.unshift({ sort: "outcome", words: outcomeInWords(operation.op, outcome, played.outcome) });
    return { ...played, differences };
  }

  #compare({ model, living }: Look, kernel: KernelPicture): Difference[] {
    if (this.#kernel.cgroups === "none")
      return this.#comparison.compare(withoutContainers(model), withoutContainers(kernel), living);
    return this.#comparison.compare(model, kernel, living);
  }

  /** Attributes failures of the final clean-up to the last event. */
  #withLast(inTheWay: readonly Difference[]): Omit<KernelRun, "stopped"> {
    const last = this.#events.at(-1);
    if (last === undefined) return { events: [], beginning: [...this.#beginning, ...inTheWay] };
    const events = this.#events.with(-1, { ...last, differences: [...last.differences, ...inTheWay] });
    return { events, beginning: this.#beginning };
  }
}

function stoppedBy(error: unknown): Stopped | undefined {
  if (error instanceof NoCounterpart) return { sort: "no counterpart", why: error.message };
  if (error instanceof CannotPlay) return { sort: "cannot play", why: error.message };
  if (error instanceof Refused)
    return { sort: "cannot play", why: `the first task cannot be made (${error.outcome})` };
  return undefined;
}

function outcomeInWords(op: string, model: string, kernel: string): string {
  const should = model === "ok" ? "should succeed" : `should be refused with ${model}`;
  return `${op} ${should}, but ${kernel === "ok" ? "succeeds" : `gives ${kernel}`}`;
}

/** The namespaces of a world, in use or held. */
function livingIn(world: ContainerObservation, kinds: readonly Kind[]): Map<Kind, Set<NamespaceNumber>> {
  const users = [...world.tasks.values(), ...world.nsproxies.values()];
  return new Map(
    kinds.map((kind) => [kind, new Set(users.flatMap(({ namespaces }) => namespaces[kind] ?? []))]),
  );
}
