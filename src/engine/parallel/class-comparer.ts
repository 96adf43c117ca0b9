import type { Values } from "../packed/codec.ts";
import type { Words } from "../packed/words.ts";
import { Comparer, type Difference } from "../symmetry/comparer.ts";
import { Expansion } from "../symmetry/expansion.ts";
import { drawMember, membersToCompare } from "../symmetry/members.ts";
import { DESIGN, noteAsymmetry } from "./asymmetries.ts";
import type { OpenClaims } from "./open-claims.ts";
import type { SearchTask } from "./search-task.ts";
import { COUNT, type SharedMemory } from "./shared-memory.ts";

/** Compares states that one worker expands with other members of their class, and notes what is not symmetric. */
export class ClassComparer {
  readonly #task: SearchTask;
  readonly #memory: SharedMemory;
  readonly #worker: number;
  readonly #counts: Float64Array;
  readonly #comparer: Comparer;
  readonly #expansion: Expansion;

  constructor(task: SearchTask, memory: SharedMemory, worker: number) {
    const counts = memory.counts[worker];
    if (counts === undefined) throw new RangeError(`there is no worker ${worker}`);
    this.#task = task;
    this.#memory = memory;
    this.#worker = worker;
    this.#counts = counts;
    this.#comparer = new Comparer(task.model, task.scope);
    this.#expansion = new Expansion(memory.options.wordsOfWorld);
  }

  /**
   * Begins with a state.
   *
   * @param size how many states its level has
   * @returns what takes its expansion; nothing where it is not to be compared
   */
  begin(words: Words, at: number, size: number): Expansion | undefined {
    const { wordsOfWorld } = this.#memory.options;
    if (membersToCompare(this.#task.comparisons, size, words, at, wordsOfWorld) === 0) return undefined;
    this.#expansion.begin(words, at);
    return this.#expansion;
  }

  /** Compares the state, once its expansion is whole. */
  compare(values: Values, words: Words, at: number, level: number, size: number, claims: OpenClaims): void {
    const { wordsOfWorld } = this.#memory.options;
    const members = membersToCompare(this.#task.comparisons, size, words, at, wordsOfWorld);
    for (let member = 0; member < members; member++) {
      const permutation = drawMember(this.#comparer.permutations, values, words, at, wordsOfWorld, member);
      this.#comparer.compare(values, this.#expansion, permutation, claims, (difference) =>
        noteAsymmetry(this.#memory, this.#worker, whoseDoing(difference), {
          level,
          member,
          state: words.subarray(at, at + wordsOfWorld),
        }),
      );
    }
    this.#counts[COUNT.compared] = (this.#counts[COUNT.compared] ?? 0) + members;
  }
}

function whoseDoing(difference: Difference): number {
  return difference.is === "finding" ? difference.property : DESIGN;
}
