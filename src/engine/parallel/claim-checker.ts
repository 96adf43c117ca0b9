import type { Observation } from "../../model/observation.ts";
import type { Outcome } from "../../model/outcome.ts";
import { type Finding, type Step, type Try, whyNotApplicable } from "../../model/property.ts";
import { type FindingKind, kindOf } from "../symmetry/expansion.ts";
import { isAsymmetricBefore } from "./asymmetries.ts";
import { isBrokenBefore } from "./breaches.ts";
import { OpenClaims } from "./open-claims.ts";
import type { SearchTask } from "./search-task.ts";
import { caseCount, type SharedMemory } from "./shared-memory.ts";

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
  /** The claims that are still to be checked. */
  claims = new OpenClaims([], []);

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
   * Finds out which claims are to be checked on a level: those that apply, and that no worker found broken or not symmetric on an earlier one.
   *
   * @param operations the names of the design's operations, in the order of their indexes
   */
  open(operations: Iterable<string>, level: number): void {
    const { model, scope, properties } = this.#task;
    const open = properties
      .map((property, index) => ({ property, index }))
      .filter(({ property }) => whyNotApplicable(property, model, scope) === undefined)
      .filter(({ index }) => !isAsymmetricBefore(this.#memory, index, level))
      .filter(
        ({ property, index }) =>
          property.form === "sometimes" || !isBrokenBefore(this.#memory, index, property, level),
      );
    this.claims = new OpenClaims(open, operations);
  }

  /** @param findings takes what each claim finds, where it is wanted */
  checkWorld(world: Observation, level: number, findings?: FindingKind[]): void {
    for (const { property, index } of this.claims.aboutWorlds) {
      const finding = property.check(world, this.#task.scope, this.#attempts.before);
      findings?.push(kindOf(finding));
      this.#take(finding, 1, index, level);
    }
  }

  /** Whether any claim is about a call of an operation that ends so: else nobody has to look at the world after it. */
  areAbout(operation: number, outcome: Outcome, isChanged: boolean): boolean {
    return this.claims.aboutStep(operation, outcome, isChanged).length > 0;
  }

  /**
   * @param weight how many steps this one stands for
   * @param findings takes what each claim finds, where it is wanted
   */
  checkStep(operation: number, step: Step, weight: number, level: number, findings?: FindingKind[]): void {
    for (const { property, index } of this.claims.aboutStep(operation, step.outcome, step.changed)) {
      const finding = property.check(step, this.#task.scope, this.#attempts.after);
      findings?.push(kindOf(finding));
      this.#take(finding, weight, index, level + 1);
    }
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
