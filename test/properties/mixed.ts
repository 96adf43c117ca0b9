/**
 * Steps that no design makes: the worlds before and after, the call and its outcome come from anywhere. A property must say something sensible about
 * each, as a user-defined design may be wrong in any way.
 */
import { withParts } from "../../src/domains/containers/observation.ts";
import { attemptIn } from "../../src/engine/attempt.ts";
import type { Model } from "../../src/model/model.ts";
import type { Observation } from "../../src/model/observation.ts";
import type { Operation } from "../../src/model/operation.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { Step, Try } from "../../src/model/property.ts";
import type { Scope } from "../../src/model/scope.ts";
import { seenIn } from "../container-models.ts";
import { Draw } from "../draw.ts";

/** A design, and a scope from which worlds are taken. */
export interface Origin {
  readonly model: Model;
  readonly scope: Scope;
  /** Whether there are so many calls that in each world only those of one task are looked at. */
  readonly isLarge?: boolean;
}

export interface Seen {
  readonly origin: Origin;
  readonly world: Observation;
  /** The step that led there. */
  readonly arrival: Mixed;
}

export interface Mixed {
  readonly step: Step;
  readonly attempt: Try;
}

const WALKS = 6;
const LENGTH = 25;

/** Worlds of designs along walks on which each call is equally likely. */
export function worldsOf(origins: readonly Origin[]): Seen[] {
  const draw = new Draw();
  return origins.flatMap((origin) => Array.from({ length: WALKS }, () => [...walk(origin, draw)]).flat());
}

function* walk(origin: Origin, draw: Draw): Generator<Seen> {
  const { model, scope } = origin;
  const world = model.initial(scope);
  let before = model.observe(world, scope);
  for (let step = 0; step < LENGTH; step++) {
    const operations = tried(origin, world, draw);
    if (operations.length === 0) return;
    const op = draw.of([...new Set(operations.map((one) => one.op))]);
    const operation = draw.of(operations.filter((one) => one.op === op));
    const earlier = JSON.stringify(world);
    const outcome = model.apply(world, operation, scope);
    const later = JSON.stringify(world);
    const after = model.observe(JSON.parse(later), scope);
    yield {
      origin,
      world: after,
      arrival: {
        step: { before, operation, outcome, after, changed: earlier !== later },
        attempt: attemptIn(model, scope, () => JSON.parse(later)),
      },
    };
    before = after;
  }
}

function tried({ model, scope, isLarge = false }: Origin, world: object, draw: Draw): Operation[] {
  if (!isLarge) return operationsIn(model, world, scope);
  const callers = [...model.callers(world)];
  return callers.length === 0 ? [] : [...model.operations(world, draw.of(callers), scope)];
}

const PARTS = ["tasks", "containers", "nsproxies", "images", "handles", "namespaces"];

/** A world with one or two things wrong: a row is gone, is under another number, or has a field of another row. */
function damaged(world: Observation, draw: Draw): Observation {
  const once = withDamage(world, draw);
  return draw.isOneIn(2) ? once : withDamage(once, draw);
}

function withDamage(world: Observation, draw: Draw): Observation {
  const parts = PARTS.map((name) => [name, Reflect.get(world, name)] as const).filter(
    (part): part is [string, ReadonlyMap<unknown, unknown>] => part[1] instanceof Map && part[1].size > 0,
  );
  if (parts.length === 0) return world;
  const [name, rows] = draw.of(parts);
  const [key, row] = draw.of([...rows]);
  const [otherKey, other] = draw.of([...rows]);
  const changed = new Map(rows);
  const damage = draw.below(3);
  if (damage === 0) changed.delete(key);
  else if (damage === 1) changed.set(key, other).set(otherKey, row);
  else changed.set(key, withFieldOf(row, other, draw));
  if (hasRing(changed)) return world;
  // An observation of a design of containers must not be copied by spreading.
  return "rootPath" in world ? withParts(seenIn(world), { [name]: changed }) : { ...world, [name]: changed };
}

/** Whether rows are in each other in a ring, where a walk from parent to parent would go on for ever. */
function hasRing(rows: ReadonlyMap<unknown, unknown>): boolean {
  const parentOf = (key: unknown): unknown => {
    const row = rows.get(key);
    return typeof row === "object" && row !== null && "parent" in row ? row.parent : undefined;
  };
  for (const key of rows.keys()) {
    let above = key;
    for (let level = 0; level <= rows.size; level++) above = parentOf(above);
    if (above !== undefined && above !== null) return true;
  }
  return false;
}

function withFieldOf(row: unknown, other: unknown, draw: Draw): unknown {
  if (typeof row !== "object" || row === null || typeof other !== "object" || other === null) return other;
  const fields = Object.entries(other);
  if (fields.length === 0) return row;
  const [field, value] = draw.of(fields);
  return { ...row, [field]: value };
}

const OUTCOMES: readonly Outcome[] = [
  "ok",
  "ok",
  "ok",
  "ok",
  "EBUSY",
  "ESRCH",
  "EAGAIN",
  "ENOSPC",
  "EINVAL",
  "EEXIST",
];

/**
 * Steps of designs, about as many with something wrong, and about as many mixed from anything. The same each time.
 *
 * @param on the calls that at least half of them start from; any if absent
 */
export function* mixedSteps(
  worlds: readonly Seen[],
  count: number,
  on: readonly string[] | undefined,
): Generator<Mixed> {
  const draw = new Draw();
  const sought = worlds.filter(({ arrival }) => on?.includes(arrival.step.operation.op) ?? true);
  for (let step = 0; step < count; step++) {
    const { arrival } = draw.of(sought.length === 0 || draw.isOneIn(2) ? worlds : sought);
    switch (draw.below(3)) {
      case 0:
        yield arrival;
        break;
      case 1:
        yield damagedStep(arrival, draw);
        break;
      default:
        yield mixed(arrival.step, worlds, draw);
    }
  }
}

function damagedStep({ step, attempt }: Mixed, draw: Draw): Mixed {
  const [before, after] = draw.isOneIn(3)
    ? [damaged(step.before, draw), step.after]
    : [step.before, damaged(step.after, draw)];
  const isTried = draw.isOneIn(2);
  return {
    step: {
      ...step,
      before,
      after: isTried ? step.after : after,
      operation: withoutOne(step.operation, draw),
    },
    attempt: (op, task, fields) => {
      const tried = attempt(op, task, fields);
      return tried && isTried ? { ...tried, after: damaged(tried.after, draw) } : tried;
    },
  };
}

function mixed({ before, operation }: Step, worlds: readonly Seen[], draw: Draw): Mixed {
  const after = draw.of(worlds).world;
  const tried = draw.isOneIn(2) ? after : draw.of(worlds).world;
  const called = draw.isOneIn(4) ? draw.of(worlds).arrival.step.operation : operation;
  return {
    step: {
      before: draw.isOneIn(4) ? damaged(before, draw) : before,
      operation: withoutOne(called, draw),
      outcome: draw.of(OUTCOMES),
      after: draw.isOneIn(4) ? damaged(after, draw) : after,
      changed: draw.isOneIn(2),
    },
    attempt: (op, task, fields) =>
      draw.isOneIn(5)
        ? undefined
        : { operation: { op, task, ...fields }, outcome: draw.of(OUTCOMES), after: tried },
  };
}

/** A call, now and then without one of its fields. */
function withoutOne(operation: Operation, draw: Draw): Operation {
  if (!draw.isOneIn(6)) return operation;
  const missing = draw.of(Object.keys(operation));
  if (missing === "op" || missing === "task") return operation;
  const rest = Object.entries(operation).filter(([name]) => name !== missing);
  return Object.fromEntries(rest) as unknown as Operation; // of the same call
}
