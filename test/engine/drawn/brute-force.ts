/**
 * A search up to symmetry by the definition: states are kept whole, and an orbit is represented by the least state that permutations of numbers
 * make of a member. Nothing of the engine's search is used but the layout of values.
 */

import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { attemptIn } from "../../../src/engine/attempt.ts";
import { type CallCounts, countCall } from "../../../src/engine/call-counts.ts";
import { codecOf, type Values } from "../../../src/engine/codec/codec.ts";
import type { Layout } from "../../../src/engine/codec/layout.ts";
import type { Model } from "../../../src/model/model.ts";
import { operationsIn } from "../../../src/model/operations-in.ts";
import type { Outcome } from "../../../src/model/outcome.ts";
import { type Finding, isAbout, type PointProperty } from "../../../src/model/property.ts";
import { ordersOf } from "./names.ts";

/** What is found about a property. */
export interface Found {
  cases: number;
  /** The number of events of the shortest history that breaks it, or that reaches what it looks for. */
  length: number | undefined;
}

export interface BruteForce {
  readonly worlds: number;
  readonly levels: readonly number[];
  readonly calls: CallCounts;
  readonly terminal: number;
  readonly complete: boolean;
  readonly properties: readonly Found[];
}

/**
 * Searches level by level, to the end or until there are too many states.
 *
 * @param most the level with which this many states are known is the last: it is checked, and no call is tried there
 * @param orbitOf a text that identifies the orbit of a state: a call that leads to another orbit has changed the state
 * @param keyOf a text that identifies a state: by its orbit, or by itself
 */
export function bruteForce(
  model: Model,
  properties: readonly PointProperty[],
  scope: ContainerScope,
  most: number,
  orbitOf: (values: Values) => string,
  keyOf: (values: Values) => string = orbitOf,
): BruteForce {
  const codec = codecOf(model.shape(scope));
  const textOf = (world: object, text: (values: Values) => string): string => {
    const values = new Int32Array(codec.layout.slots.length);
    codec.read(world, values);
    return text(values);
  };
  const first = model.initial(scope);
  const known = new Set([textOf(first, keyOf)]);
  const calls: CallCounts = new Map();
  const found = properties.map((): Found => ({ cases: 0, length: undefined }));
  const levels: number[] = [];
  const order = Object.keys(model.calls);
  let terminal = 0;
  let frontier = [first];
  for (let level = 0; frontier.length > 0; level++) {
    levels.push(frontier.length);
    const isLast = known.size >= most;
    const open = properties.map(
      (property, index) => property.form === "sometimes" || found[index]?.length === undefined,
    );
    const take = (index: number, finding: Finding, length: number): void => {
      const one = found[index];
      if (one === undefined || finding === "no case") return;
      one.cases++;
      const isSettled = typeof finding === "object" || properties[index]?.form === "sometimes";
      if (isSettled) one.length = Math.min(one.length ?? length, length);
    };
    const next = new Map<string, { world: object; operation: number }>();
    for (const world of frontier) {
      const before = model.observe(structuredClone(world), scope);
      const here = textOf(world, orbitOf);
      for (const [index, property] of properties.entries())
        if (open[index] && property.form !== "on every step")
          take(
            index,
            property.check(
              before,
              scope,
              attemptIn(model, scope, () => structuredClone(world)),
            ),
            level,
          );
      if (isLast) continue;
      const operations = operationsIn(model, structuredClone(world), scope);
      if (operations.length === 0) terminal++;
      for (const operation of operations) {
        const after = structuredClone(world);
        const outcome: Outcome = model.apply(after, operation, scope);
        const isChanged = textOf(after, orbitOf) !== here;
        const there = textOf(after, keyOf);
        countCall(calls, operation.op, outcome, { unchanged: !isChanged, new: false });
        const observed = model.observe(structuredClone(after), scope);
        for (const [index, property] of properties.entries())
          if (open[index] && property.form === "on every step") {
            if (!isAbout(property, operation.op, outcome !== "ok", isChanged)) continue;
            const step = { before, operation, outcome, after: observed, changed: isChanged };
            take(
              index,
              property.check(
                step,
                scope,
                attemptIn(model, scope, () => structuredClone(after)),
              ),
              level + 1,
            );
          }
        if (known.has(there)) continue;
        const place = order.indexOf(operation.op);
        const reached = next.get(there);
        next.set(there, {
          world: reached?.world ?? after,
          operation: Math.min(reached?.operation ?? place, place),
        });
      }
    }
    if (isLast) return { worlds: known.size, levels, calls, terminal, complete: false, properties: found };
    for (const [there, { operation }] of next) {
      known.add(there);
      const count = calls.get(order[operation] ?? "");
      if (count !== undefined) count.new++;
    }
    frontier = [...next.values()].map(({ world }) => world);
  }
  return { worlds: known.size, levels, calls, terminal, complete: true, properties: found };
}

/** A text that only equal states have. */
export function itself(values: Values): string {
  return values.join();
}

/**
 * The least state that permutations make of a state, as a text. Every permutation of every sort of row is tried; numbers without rows are numbered as
 * they are met, which gives the least.
 */
export function leastOfOrbit({ slots, rows }: Layout): (values: Values) => string {
  const sorts = [...new Set(rows.map(({ sort }) => sort))];
  let moves: { readonly target: Int32Array; readonly numberOf: ReadonlyMap<string, readonly number[]> }[] =
    [];
  const all = sorts.reduce<Map<string, readonly number[]>[]>(
    (some, sort) => {
      const own = rows.filter((row) => row.sort === sort);
      const fixed = own.filter(({ isFixed }) => isFixed).map(({ number }) => number);
      const free = own.filter(({ isFixed }) => !isFixed).map(({ number }) => number);
      return some.flatMap((one) =>
        ordersOf(free).map((order) => new Map([...one, [sort, [0, ...fixed, ...order]]])),
      );
    },
    [new Map()],
  );
  moves = all.map((numberOf) => {
    const target = Int32Array.from(slots, (slot, place) => {
      const row = rows[slot.row];
      if (row === undefined) return place;
      const number = numberOf.get(row.sort)?.[row.number] ?? row.number;
      const to = rows.find((other) => other.sort === row.sort && other.number === number);
      return place - row.from + (to?.from ?? row.from);
    });
    return { target, numberOf };
  });
  return (values) => {
    let least: number[] | undefined;
    for (const { target, numberOf } of moves) {
      const moved: number[] = Array.from(values, () => 0);
      const references: (string | undefined)[] = [];
      for (const [place, slot] of slots.entries()) {
        const value = values[place] ?? 0;
        const to = target[place] ?? place;
        const { refersTo } = slot;
        const isRow = refersTo !== undefined && numberOf.has(refersTo);
        moved[to] = isRow ? (numberOf.get(refersTo)?.[value] ?? value) : value;
        if (refersTo !== undefined && !isRow) references[to] = refersTo;
      }
      const met = new Map<string, number[]>();
      for (const [place, sort] of references.entries()) {
        const value = moved[place] ?? 0;
        if (sort === undefined || value === 0) continue;
        const numbers = met.get(sort) ?? [];
        met.set(sort, numbers);
        if (!numbers.includes(value)) numbers.push(value);
        moved[place] = numbers.indexOf(value) + 1;
      }
      if (least === undefined || isLess(moved, least)) least = moved;
    }
    return (least ?? []).join();
  };
}

function isLess(one: readonly number[], other: readonly number[]): boolean {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place !== -1 && (one[place] ?? 0) < (other[place] ?? 0);
}
