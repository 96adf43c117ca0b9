import { withTasks } from "../../model/field-of.ts";
import { type TaskNumber, taskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import type { Step } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import { CallsInState } from "../expand/calls-in-state.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { CALLERS } from "../symmetry/elements.ts";
import { type Permutation, Permutations } from "../symmetry/permutations.ts";
import { numbersFrom } from "../symmetry/random.ts";
import type { Asymmetry } from "../symmetry-test/asymmetry.ts";
import type { Comparisons } from "../symmetry-test/members.ts";
import type { AnswersOnSteps } from "./answers-on-steps.ts";
import type { AskedOnRuns } from "./asked-on-runs.ts";
import { NumbersOfSort } from "./numbers.ts";
import { bitsOf } from "./staying.ts";
import type { StepsOfForms } from "./steps-of-forms.ts";

const SEED = 1;
/** How many members of orbits are compared in all; if `every` node is compared, at least one of each. */
const MEMBERS = { every: 4096, some: 100 } as const;
/** Upper bound on the members of one orbit that are compared. */
const MAX_MEMBERS = { every: 64, some: 1 } as const;

/**
 * Compares the answers of properties on runs in the nodes of a graph with their answers in states with other numbers. If they differ, a search up to symmetry cannot
 * decide these properties.
 */
export class SymmetryOfRuns {
  /** The properties whose answers differ, with the evidence. */
  readonly unlike = new Map<AskedOnRuns, Asymmetry>();
  readonly #steps: StepsOfForms;
  readonly #space: StateSpace;
  readonly #asked: readonly AskedOnRuns[];
  readonly #permutations: Permutations;
  readonly #random = numbersFrom(SEED);
  readonly #tasks: NumbersOfSort;
  readonly #member: CallsInState;
  readonly #state: Values;
  /** How many members a node is compared with. One node in `#every` is compared. */
  readonly #members: number;
  readonly #every: number;

  /** @param comparisons whether every state is compared, or some */
  constructor(steps: StepsOfForms, asked: readonly AskedOnRuns[], comparisons: Comparisons) {
    const { withNothingOpaque: space } = steps.space;
    const nodes = steps.states.size;
    this.#steps = steps;
    this.#space = space;
    this.#asked = asked;
    this.#permutations = new Permutations(space.part.whole);
    this.#tasks = new NumbersOfSort(space, CALLERS);
    this.#member = new CallsInState(space);
    this.#state = space.values();
    this.#members = Math.min(MAX_MEMBERS[comparisons], Math.max(1, Math.floor(MEMBERS[comparisons] / nodes)));
    this.#every = comparisons === "every" ? 1 : Math.max(1, Math.floor(nodes / MEMBERS.some));
  }

  /** Whether a node is compared. */
  compares(node: number): boolean {
    return node % this.#every === 0 && this.unlike.size < this.#asked.length;
  }

  /** Compares a node. @param answers those about the steps out of it */
  compare(node: number, answers: AnswersOnSteps): void {
    const { states, space } = this.#steps;
    for (let member = 0; member < this.#members; member++) {
      space.stateOf(states.words, states.placeOf(node), 0, this.#state);
      const permutation = this.#permutations.draw(this.#state, this.#random);
      this.#permutations.apply(permutation, this.#state, this.#member.values);
      this.#compareMember(node, answers, permutation);
    }
  }

  #compareMember(node: number, answers: AnswersOnSteps, permutation: Permutation): void {
    const { values } = this.#member;
    const open = this.#asked.flatMap((asked, place) => (this.unlike.has(asked) ? [] : [{ asked, place }]));
    const world = unlessItFails(() => {
      this.#member.begin();
      return this.#observe(this.#member.before());
    });
    if (world === undefined) {
      for (const { asked } of open) this.#note(asked, "observe() of the design");
      return;
    }
    const questions = open.map(
      ({ asked, place }) => new QuestionOfMember(asked, place, values, this.#permutations, permutation),
    );
    const tasks = this.#tasks.in(values).map(taskNumber);
    for (const question of questions) this.#note(question.asked, question.unlikeIn(node, world, tasks));
    for (const [place, operation] of answers.operations.entries()) {
      const isChange = answers.isChange(place);
      const asked = questions.filter(
        (question) => !this.unlike.has(question.asked) && question.asked.isAbout({ operation, isChange }),
      );
      if (asked.length === 0) continue;
      const moved = withTasks(this.#space.model, operation, (task) =>
        taskNumber(this.#permutations.taskOf(permutation, task)),
      );
      const step = unlessItFails(() => this.#step(moved, world));
      for (const question of asked) {
        const of = step === undefined ? "apply() of the design" : question.unlikeOn(step, answers, place);
        this.#note(question.asked, of, operation);
      }
    }
  }

  /** @param of the function whose answer differs; `undefined` if none does */
  #note(asked: AskedOnRuns, of: string | undefined, call?: Operation): void {
    if (of === undefined || this.unlike.has(asked)) return;
    const difference = { is: "answer", of, ...(call && { call }) } as const;
    this.unlike.set(asked, { property: asked.property.name, difference });
  }

  #observe(world: object, like?: Observation): Observation {
    const { model, scope } = this.#space;
    return model.observe(world, scope, like);
  }

  #step(operation: Operation, before: Observation): Step {
    const space = this.#space;
    const { values } = this.#member;
    const { outcome, values: after } = this.#member.carryOut(operation);
    if (after === values) return { before, operation, outcome, after: before, changed: false };
    return {
      before,
      operation,
      outcome,
      after: this.#observe(this.#member.world, before),
      get changed() {
        return space.keyOf(values) !== space.keyOf(after);
      },
    };
  }
}

/** A property, asked in a member of the orbit of a node, in which things have other numbers. */
class QuestionOfMember {
  readonly asked: AskedOnRuns;
  readonly #place: number;
  /** The things that exist in the member. */
  readonly #things: readonly number[];
  /** For each thing of the node, its number in the member. */
  readonly #moved: readonly number[];
  readonly #taskOf: (task: number) => number;

  /** @param place that of the property among those asked */
  constructor(
    asked: AskedOnRuns,
    place: number,
    member: Values,
    permutations: Permutations,
    permutation: Permutation,
  ) {
    const { of } = asked.property;
    this.asked = asked;
    this.#place = place;
    this.#things = asked.thingsIn(member);
    this.#moved = Array.from({ length: asked.things }, (_, thing) =>
      of === undefined ? thing : permutations.numberOf(permutation, of, thing + 1) - 1,
    );
    this.#taskOf = (task) => permutations.taskOf(permutation, task);
  }

  /** The function whose answers about the member's world and the node's differ; `undefined` if none does. */
  unlikeIn(node: number, world: Observation, tasks: readonly TaskNumber[]): string | undefined {
    const { asked } = this;
    const things = this.#things;
    const [open, owed] = [asked.open.at(node), asked.owed.at(node)];
    if (differs(this.#movedSet(open), () => asked.openIn(world, things))) return "isMet()";
    if (differs(this.#movedSet(owed), () => asked.owedIn(world, things))) return "owed.isSo()";
    if (asked.property.isFair === undefined) return undefined;
    for (const [thing, moved] of this.#moved.entries()) {
      if (!things.includes(moved)) continue;
      let fair = 0;
      for (const bit of bitsOf(asked.fairTo.at(node * asked.things + thing)))
        fair |= 1 << (this.#taskOf(bit + 1) - 1);
      if (differs(fair, () => asked.fairToIn(world, moved, tasks))) return "isFair()";
    }
    return undefined;
  }

  /** The function whose answer about a step out of the member differs; `undefined` if none does. */
  unlikeOn(step: Step, answers: AnswersOnSteps, place: number): string | undefined {
    const { asked } = this;
    const things = this.#things;
    if (asked.property.allows !== undefined && answers.isChange(place)) {
      const allows = this.#movedSet(answers.allows(place, this.#place));
      if (differs(allows, () => asked.allows(step, things))) return "allows()";
    }
    const owes = this.#movedSet(answers.owes(place, this.#place));
    return differs(owes, () => asked.owes(step, things)) ? "owed.isSo()" : undefined;
  }

  #movedSet(set: number): number {
    let moved = 0;
    for (let left = set; left !== 0; left &= left - 1)
      moved |= 1 << (this.#moved[31 - Math.clz32(left & -left)] ?? 0);
    return moved;
  }
}

/** Whether the answer is not the expected one, or there is none because the question fails. */
function differs(expected: number, ask: () => number): boolean {
  return unlessItFails(ask) !== expected;
}

/** The answer of a design or a property; `undefined` if it fails, which differs from every answer it gave elsewhere. */
function unlessItFails<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
