import { withTasks } from "../../model/field-of.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { Step } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { CALLERS } from "../symmetry/elements.ts";
import { type Permutation, Permutations } from "../symmetry/permutations.ts";
import { numbersFrom } from "../symmetry/random.ts";
import type { AskedOnRuns } from "./asked-on-runs.ts";
import { NumbersOfSort } from "./numbers.ts";
import type { RunGraph } from "./run-graph.ts";

const SEED = 1;
/** So many of the nodes are compared with another member of their orbit. */
const MOST_COMPARED = 100;

/** Whether a property on runs finds something else in a state with other numbers: so a search up to symmetry may not decide it. */
export function unlikeInOrbit(graph: RunGraph, { property, numbers }: AskedOnRuns): boolean {
  const { steps, nodes } = graph;
  if (!steps.space.symmetry) return false;
  const { withNothingOpaque: space } = steps.space;
  const permutations = new Permutations(space.part.whole);
  const random = numbersFrom(SEED);
  const tasks = new NumbersOfSort(space, CALLERS);
  const every = Math.max(1, Math.floor(nodes / MOST_COMPARED));
  for (let node = 0; node < nodes; node += every) {
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
      if (property.isMet(one, thing) !== property.isMet(other, moved)) return true;
      if (owed.from === "worlds" && owed.isSo(one, thing) !== owed.isSo(other, moved)) return true;
      for (const task of tasks.in(state)) {
        const isFair = property.isFair?.(one, taskNumber(task), thing);
        if (isFair !== property.isFair?.(other, taskNumber(move.tasks(task)), moved)) return true;
      }
    }
    if (isStepUnlike(space, property, { state, one, member, other, things, move })) return true;
  }
  return false;
}

interface Compared {
  readonly state: Values;
  readonly one: Observation;
  readonly member: Values;
  readonly other: Observation;
  readonly things: readonly number[];
  readonly move: { readonly tasks: (task: number) => number; readonly thing: (thing: number) => number };
}

/** Whether it finds something else of a step out of the member. */
function isStepUnlike(
  space: StateSpace,
  { owed, allows }: AskedOnRuns["property"],
  { state, one, member, other, things, move }: Compared,
): boolean {
  if (owed.from !== "steps" && allows === undefined) return false;
  for (const operation of space.operationsIn(state)) {
    const step = stepFrom(space, state, one, operation);
    const moved = withTasks(space.model, operation, (task) => taskNumber(move.tasks(task)));
    const movedStep = stepFrom(space, member, other, moved);
    for (const thing of things) {
      if (allows?.(step, thing) !== allows?.(movedStep, move.thing(thing))) return true;
      const isAbout = owed.from === "steps" && (owed.on?.includes(operation.op) ?? true);
      if (isAbout && owed.isSo(step, thing) !== owed.isSo(movedStep, move.thing(thing))) return true;
    }
  }
  return false;
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
  const isOther = after !== values;
  return { before, operation, outcome, after: isOther ? worldOf(space, after) : before, changed: isOther };
}
