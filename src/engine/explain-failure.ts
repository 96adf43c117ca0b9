/** How a search came to a world in which a design or a property failed. */
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import { operationsIn } from "../model/operations-in.ts";
import { whyNotApplicable } from "../model/property.ts";
import { type Guard, unguarded } from "./checked/guard.ts";
import { findingAt, type Point, pointOf } from "./claims.ts";
import { StateSpace } from "./expand/state-space.ts";
import { FailedAfter } from "./failed-after.ts";
import type { Values } from "./packed/codec.ts";
import type { FailedInState } from "./search/failed-in-state.ts";
import type { SearchTask } from "./search/search-task.ts";

/** A world on the way: how it was reached, and from where. */
interface Station {
  readonly values: Values;
  readonly from: Station | undefined;
  readonly operation: Operation | undefined;
}

/** Where it takes longer than that, the history is left out. */
const MOST_MILLISECONDS = 20_000;

/**
 * Looks for a shortest history after which what failed in a search fails again. It goes through the worlds as the search does, without the
 * claims, and remembers the way; so it takes a part of the time that the search took.
 *
 * @returns the failure with its history; without one where that takes too long, or where it does not fail again. It gives way now and then
 */
export function* explainFailure(
  failure: FailedInState,
  task: SearchTask,
  guard: Guard = unguarded,
): Generator<void, FailedAfter> {
  const ways = new Ways(task);
  const wanted = `${failure.words.join()} ${failure.combination}`;
  const began = performance.now();
  let stations = [ways.first()];
  for (let level = 0; ; level++) {
    const found = level === failure.level && stations.find(({ values }) => ways.keyOf(values) === wanted);
    if (found) return failsAgain(failure, task, ways, found, guard);
    if (level === failure.level || stations.length === 0) break;
    const next: Station[] = [];
    for (const station of stations) {
      yield;
      if (performance.now() - began > MOST_MILLISECONDS) return unexplained(failure);
      try {
        next.push(...guard(() => ways.newFrom(station)));
      } catch (error) {
        const call = error instanceof FailedCall ? error.call : undefined;
        return new FailedAfter(
          error instanceof FailedCall ? error.cause : error,
          level,
          historyTo(station),
          call,
        );
      }
    }
    stations = next;
  }
  return unexplained(failure);
}

const unexplained = ({ cause, level }: FailedInState) => new FailedAfter(cause, level, undefined, undefined);

function historyTo(station: Station): Operation[] {
  const history: Operation[] = [];
  for (let at: Station | undefined = station; at?.operation !== undefined; at = at.from)
    history.push(at.operation);
  return history.reverse();
}

/** That a call failed. */
class FailedCall extends Error {
  readonly call: Operation;
  constructor(call: Operation, cause: unknown) {
    super("a call failed", { cause });
    this.call = call;
  }
}

/** The worlds of a search that have been reached. */
class Ways {
  readonly #model: Model;
  readonly #task: SearchTask;
  readonly #space: StateSpace;
  readonly #known = new Set<string>();

  constructor(task: SearchTask) {
    const { model, scope, symmetry, dataIndependence } = task;
    this.#task = task;
    this.#model = model;
    this.#space = new StateSpace(model, scope, {
      symmetry,
      looked: dataIndependence ? new Set() : undefined,
    });
  }

  first(): Station {
    const values = this.#valuesOf(this.#model.initial(this.#task.scope));
    this.#known.add(this.keyOf(values));
    return { values, from: undefined, operation: undefined };
  }

  /** How the search knows a state, as a text. */
  keyOf(values: Values): string {
    this.#space.settle(values);
    return `${this.#space.words.join()} ${this.#space.sharing.combination()}`;
  }

  /** The worlds to which the calls in a world lead and that were not known. @throws {FailedCall} where a call fails */
  newFrom(station: Station): Station[] {
    const { scope } = this.#task;
    const found: Station[] = [];
    for (const operation of operationsIn(this.#model, this.worldOf(station.values), scope)) {
      const world = this.worldOf(station.values);
      try {
        this.#model.apply(world, operation, scope);
      } catch (error) {
        throw new FailedCall(operation, error);
      }
      const values = this.#valuesOf(world);
      const key = this.keyOf(values);
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      found.push({ values, from: station, operation });
    }
    return found;
  }

  /** @throws {Error} where a world is not of the design's shape */
  check(world: object): void {
    this.#space.codec.check(world);
  }

  /** A world of its own. */
  worldOf(values: Values): object {
    const { codec } = this.#space;
    codec.write(values, codec.scratch());
    return structuredClone(codec.scratch());
  }

  #valuesOf(world: object): Values {
    const values = this.#space.values();
    this.#space.codec.read(world, values);
    return values;
  }
}

/** Does in the world that was reached what the search did there, which fails again with the numbers of the history. */
function failsAgain(
  failure: FailedInState,
  task: SearchTask,
  ways: Ways,
  station: Station,
  guard: Guard,
): FailedAfter {
  const history = historyTo(station);
  const world = ways.worldOf(station.values);
  let call: Operation | undefined;
  try {
    guard(() => {
      for (call of callsAndClaims(task, ways, world));
    });
    return new FailedAfter(failure.cause, failure.level, history, undefined);
  } catch (error) {
    return new FailedAfter(error, failure.level, history, call);
  }
}

/** Asks the design and the claims all that a search asks in a world, and tells of each call before it is carried out. */
function* callsAndClaims(task: SearchTask, ways: Ways, world: object): Generator<Operation> {
  const { model, scope } = task;
  const properties = task.properties.filter((one) => whyNotApplicable(one, model, scope) === undefined);
  const here = pointOf(model, scope, world);
  const check = (point: Point, form: (one: string) => boolean): void => {
    for (const property of properties) if (form(property.form)) findingAt(property, point, scope);
  };
  check(here, (form) => form !== "on every step");
  for (const operation of operationsIn(model, structuredClone(world), scope)) {
    yield operation;
    const after = structuredClone(world);
    const event = { operation, outcome: model.apply(after, operation, scope) };
    ways.check(after);
    check(pointOf(model, scope, after, { point: here, event }), (form) => form === "on every step");
  }
}
