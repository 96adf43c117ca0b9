import { withTasks } from "../../model/field-of.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import type { Step } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { Pauses } from "../pauses.ts";
import { CALLERS } from "../symmetry/elements.ts";
import { type Permutation, Permutations } from "../symmetry/permutations.ts";
import { numbersFrom } from "../symmetry/random.ts";
import type { Asymmetry } from "../symmetry-test/asymmetry.ts";
import type { Comparisons } from "../symmetry-test/members.ts";
import type { AskedOnRuns } from "./asked-on-runs.ts";
import { NumbersOfSort } from "./numbers.ts";
import type { RunGraph } from "./run-graph.ts";

const SEED = 1;
/** So many members of orbits are compared in a small graph, and of one orbit at most and, of every one, at least. */
const MEMBERS = { every: 4096, some: 100 } as const;
const MOST_MEMBERS = { every: 64, some: 1 } as const;

/**
 * How a property on runs answers otherwise in a state with other numbers: so a search up to symmetry may not decide it. It gives way now and then.
 *
 * @param comparisons whether every state is compared, or some
 * @returns nothing where it was not seen to
 */
export function* unlikeInOrbit(
  graph: RunGraph,
  { property, numbers }: AskedOnRuns,
  comparisons: Comparisons,
): Generator<void, Asymmetry | undefined> {
  const { steps, nodes } = graph;
  if (!steps.space.symmetry) return undefined;
  const unlike = (of: string, call?: Operation): Asymmetry => ({
    property: property.name,
    difference: { is: "answer", of, ...(call && { call }) },
  });
  const { withNothingOpaque: space } = steps.space;
  const permutations = new Permutations(space.part.whole);
  const random = numbersFrom(SEED);
  const tasks = new NumbersOfSort(space, CALLERS);
  const pauses = new Pauses();
  const ofEach = Math.floor(MEMBERS[comparisons] / nodes);
  const members = Math.min(MOST_MEMBERS[comparisons], Math.max(1, ofEach));
  const every = comparisons === "every" ? 1 / members : Math.max(1, nodes / MEMBERS.some);
  for (let at = 0; at < nodes; at += every) {
    if (pauses.takeOne()) yield;
    const node = Math.floor(at);
    const { states } = steps;
    const state = space.values();
    steps.space.stateOf(states.words, states.placeOf(node), 0, state);
    const permutation = permutations.draw(state, random);
    const member = space.values();
    permutations.apply(permutation, state, member);
    const move = {
      tasks: (task: number) => permutations.taskOf(permutation, task),
      thing: thingOf(permutations, permutation, property.of),
    };
    const things = numbers === undefined ? [0] : numbers.in(state);
    const [one, other] = [worldOf(space, state), worldOf(space, member)];
    for (const thing of things) {
      const moved = move.thing(thing);
      const { owed } = property;
      if (property.isMet(one, thing) !== property.isMet(other, moved)) return unlike("isMet()");
      if (owed.from === "worlds" && owed.isSo(one, thing) !== owed.isSo(other, moved))
        return unlike("owed.isSo()");
      for (const task of tasks.in(state)) {
        const isFair = property.isFair?.(one, taskNumber(task), thing);
        if (isFair !== property.isFair?.(other, taskNumber(move.tasks(task)), moved))
          return unlike("isFair()");
      }
    }
    const found = unlikeStep(space, property, { state, one, member, other, things, move });
    if (found !== undefined) return unlike(found.of, found.call);
  }
  return undefined;
}

interface Compared {
  readonly state: Values;
  readonly one: Observation;
  readonly member: Values;
  readonly other: Observation;
  readonly things: readonly number[];
  readonly move: { readonly tasks: (task: number) => number; readonly thing: (thing: number) => number };
}

/** What it answers otherwise of a step out of the member; nothing where that is the same. */
function unlikeStep(
  space: StateSpace,
  { owed, allows }: AskedOnRuns["property"],
  { state, one, member, other, things, move }: Compared,
): { readonly of: string; readonly call: Operation } | undefined {
  for (const operation of space.operationsIn(state)) {
    const isOwing = owed.from === "steps" && (owed.on?.includes(operation.op) ?? true);
    if (!isOwing && allows === undefined) continue;
    // What a step shows is there until the next call is carried out.
    const asked = (step: Step, name: (thing: number) => number) =>
      things.map((thing) => ({
        allows: allows?.(step, name(thing)),
        isOwed: isOwing && owed.isSo(step, name(thing)),
      }));
    const found = asked(stepFrom(space, state, one, operation), (thing) => thing);
    const moved = withTasks(space.model, operation, (task) => taskNumber(move.tasks(task)));
    const others = asked(stepFrom(space, member, other, moved), move.thing);
    for (const [place, { allows: allowed, isOwed }] of found.entries()) {
      if (others[place]?.allows !== allowed) return { of: "allows()", call: operation };
      if (others[place]?.isOwed !== isOwed) return { of: "owed.isSo()", call: operation };
    }
  }
  return undefined;
}

function thingOf(permutations: Permutations, permutation: Permutation, sort: string | undefined) {
  return (thing: number): number =>
    sort === undefined ? thing : permutations.numberOf(permutation, sort, thing);
}

function worldOf(space: StateSpace, values: Values): Observation {
  return space.model.observe(structuredClone(space.worldOf(values)), space.scope);
}

function stepFrom(
  space: StateSpace,
  values: Values,
  before: Observation,
  operation: Step["operation"],
): Step {
  const { outcome, values: after } = space.carryOut(values, operation);
  if (after === values) return { before, operation, outcome, after: before, changed: false };
  return {
    before,
    operation,
    outcome,
    after: space.model.observe(space.codec.scratch(), space.scope, before),
    get changed() {
      return space.keyOf(values) !== space.keyOf(after);
    },
  };
}
