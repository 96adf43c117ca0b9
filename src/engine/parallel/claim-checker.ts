import type { Observation } from "../../model/observation.ts";
import type { Outcome } from "../../model/outcome.ts";
import {
  type Always,
  type Finding,
  isAbout,
  type OnEveryStep,
  type Property,
  type Sometimes,
  type Step,
  type Try,
  whyNotApplicable,
} from "../../model/property.ts";
import { isBrokenBefore } from "./breaches.ts";
import type { SearchTask } from "./search-task.ts";
import { caseCount, type SharedMemory } from "./shared-memory.ts";

interface Claim<P extends Property> {
  readonly property: P;
  /** Its place among the properties of the search. */
  readonly index: number;
}

/** The ends of a call between which claims tell: was it refused, and is the world another? */
const ENDS: readonly { readonly outcome: Outcome; readonly isChanged: boolean }[] = [
  { outcome: "ok", isChanged: false },
  { outcome: "ok", isChanged: true },
  { outcome: "EINVAL", isChanged: false }, // as any errno
  { outcome: "EINVAL", isChanged: true },
];

/** The place of an end among `ENDS`. */
function endOf(outcome: Outcome, isChanged: boolean): number {
  return (outcome === "ok" ? 0 : 2) + (isChanged ? 1 : 0);
}

/** How claims try calls: in the world that is expanded, and in the world after a call. */
export interface Attempts {
  readonly before: Try;
  readonly after: Try;
}

/** Checks the claims of a search for one worker. It counts cases, and notes how long the shortest history is that breaks a claim. */
export class ClaimChecker {
  readonly #task: SearchTask;
  readonly #memory: SharedMemory;
  readonly #counts: Float64Array;
  readonly #breaches: Int32Array;
  readonly #attempts: Attempts;
  #ofWorlds: readonly Claim<Always | Sometimes>[] = [];
  /** For each operation and each end of a call (see `endOf`) the claims that are about such a step. */
  #ofSteps: readonly (readonly Claim<OnEveryStep>[])[] = [];
  /** Whether any claim is still to be checked. */
  hasClaims = false;

  constructor(task: SearchTask, memory: SharedMemory, worker: number, attempts: Attempts) {
    const counts = memory.counts[worker];
    const breaches = memory.breaches[worker];
    if (counts === undefined || breaches === undefined) throw new RangeError(`there is no worker ${worker}`);
    this.#task = task;
    this.#memory = memory;
    this.#counts = counts;
    this.#breaches = breaches;
    this.#attempts = attempts;
  }

  /**
   * Finds out which claims are to be checked on a level: those that apply, and that no worker found broken on an earlier one.
   *
   * @param operations the names of the design's operations, in the order of their indexes
   */
  open(operations: Iterable<string>, level: number): void {
    const { model, scope, properties } = this.#task;
    const open = properties
      .map((property, index) => ({ property, index }))
      .filter(({ property }) => whyNotApplicable(property, model, scope) === undefined)
      .filter(
        ({ property, index }) =>
          property.form === "sometimes" || !isBrokenBefore(this.#memory, index, property, level),
      );
    const ofSteps = open.flatMap(({ property, index }) =>
      property.form === "on every step" ? [{ property, index }] : [],
    );
    this.#ofWorlds = open.flatMap(({ property, index }) =>
      property.form === "on every step" ? [] : [{ property, index }],
    );
    this.#ofSteps = [...operations].flatMap((op) =>
      ENDS.map(({ outcome, isChanged }) =>
        ofSteps.filter(({ property }) => isAbout(property, op, outcome, isChanged)),
      ),
    );
    this.hasClaims = open.length > 0;
  }

  checkWorld(world: Observation, level: number): void {
    for (const { property, index } of this.#ofWorlds) {
      this.#take(property.check(world, this.#task.scope, this.#attempts.before), 1, index, level);
    }
  }

  /** Whether any claim is about a call of an operation that ends so: else nobody has to look at the world after it. */
  areAbout(operation: number, outcome: Outcome, isChanged: boolean): boolean {
    return this.#claimsAbout(operation, outcome, isChanged).length > 0;
  }

  /** @param weight how many steps this one stands for */
  checkStep(operation: number, step: Step, weight: number, level: number): void {
    for (const { property, index } of this.#claimsAbout(operation, step.outcome, step.changed)) {
      this.#take(property.check(step, this.#task.scope, this.#attempts.after), weight, index, level + 1);
    }
  }

  #claimsAbout(operation: number, outcome: Outcome, isChanged: boolean): readonly Claim<OnEveryStep>[] {
    return this.#ofSteps[operation * ENDS.length + endOf(outcome, isChanged)] ?? [];
  }

  /** Takes what a claim finds, in so many cases, at the end of a history of so many events. */
  #take(finding: Finding, cases: number, index: number, length: number): void {
    if (finding === "no case") return;
    const place = caseCount(this.#memory.options, index);
    this.#counts[place] = (this.#counts[place] ?? 0) + cases;
    const isSettling = finding !== "holds" || this.#task.properties[index]?.form === "sometimes";
    if (!isSettling) return;
    const known = this.#breaches[index] ?? 0;
    if (known === 0 || known > length + 1) this.#breaches[index] = length + 1;
  }
}
