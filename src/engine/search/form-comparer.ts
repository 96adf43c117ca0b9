import { finish } from "../../history/finish.ts";
import type { Values } from "../codec/codec.ts";
import { areEqual, type Words } from "../codec/words.ts";
import { Expander } from "../expand/expander.ts";
import type { Expansion } from "../expand/expansion.ts";
import type { OpenProperties } from "../expand/open-properties.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { combinationAfter, stepWithTablesOf } from "../expand/steps.ts";
import type { CopyTables } from "../partition/copy-tables.ts";
import { numbersFrom, seedOf } from "../symmetry/random.ts";
import { Renamings } from "../symmetry/renamings.ts";
import { ComparedExpansion } from "../symmetry-test/compared-expansion.ts";
import { drawMember, membersToCompare } from "../symmetry-test/members.ts";
import { OrbitComparer, type Suspect } from "../symmetry-test/orbit-comparer.ts";
import { memoryIn, type SearchTask } from "./search-task.ts";

/** Called for a member that was unlike its state; the suspect is the design or a property. */
export type OnUnlike = (suspect: Suspect, combination: number, member: number) => void;

/** On a level of at most this many states all are compared: what depends on who shares may show in few of them. */
export const COMPARED_WHOLE = { every: 1024, some: 128 } as const;

/** On a small level at most about this many members have other names. */
const RENAMED_OF_LEVEL = 2048;

/**
 * Compares what a form's expansion says of one of its states with the expansion of another member of that state's orbit: the state itself, its
 * opaque values included, under other numbers. If they differ, the design or a property depends on a number, or looks at an opaque value.
 */
export class FormComparer {
  readonly #task: SearchTask;
  readonly #space: StateSpace;
  /** The copy tables that the given expansions refer to. */
  readonly #tables: CopyTables;
  readonly #folded: Expander;
  readonly #orbits: OrbitComparer;
  readonly #state: Values;
  readonly #after: Values;
  /** How many renamings there are, if states that differ in names are expanded together; otherwise 0. */
  readonly #renamings: number;

  /** @param tables the copy tables that the expansions given to `compare` refer to */
  constructor(task: SearchTask, space: StateSpace, tables: CopyTables) {
    this.#task = task;
    this.#space = space;
    this.#tables = tables;
    this.#folded = new Expander(space, task.properties.length, undefined, memoryIn(task));
    this.#orbits = new OrbitComparer(space.withNothingOpaque, task.properties);
    this.#state = space.values();
    this.#after = space.values();
    this.#renamings = task.renaming ? new Renamings(space.part.whole).count : 0;
  }

  /**
   * Compares some of a form's states.
   *
   * @param combinations those of its states on the level
   * @param size how many states the level has
   * @param expansion that of the form, if it was expanded and not only checked
   * @returns how many members they were compared with
   */
  compare(
    words: Words,
    at: number,
    combinations: readonly number[],
    size: number,
    open: OpenProperties,
    expansion: Expansion | undefined,
    unlike: OnUnlike,
  ): number {
    const members = membersToCompare(this.#task.comparisons, size, words, at, this.#space.packer.length);
    if (members === 0) return 0;
    const isSmall = size <= COMPARED_WHOLE[this.#task.comparisons];
    const chosen = isSmall ? combinations : this.#chosen(words, at, combinations);
    const ofEach = Math.max(1, Math.floor(members / chosen.length), isSmall ? this.#renamedMembers(size) : 0);
    const { permutations } = this.#orbits;
    for (const combination of chosen) {
      const expected = expansion?.isUniform
        ? this.#comparedOf(expansion, this.#tables, words, at, combination, combinations.length)
        : this.#expected(words, at, combination, open);
      this.#space.stateOf(words, at, combination, this.#state);
      for (let member = 0; member < ofEach; member++) {
        const { length } = this.#space.packer;
        const permutation = drawMember(permutations, this.#state, words, at, length, member);
        const renaming = this.#renamingOf(words, at, member);
        const suspects = finish(this.#orbits.compare(this.#state, permutation, expected, open, renaming));
        for (const suspect of suspects) unlike(suspect, combination, member);
      }
    }
    return ofEach * chosen.length;
  }

  /** How many renamed members each state of a small level is compared with: that one name is not like another may show in just one renaming. */
  #renamedMembers(size: number): number {
    return Math.min(this.#renamings, Math.floor(RENAMED_OF_LEVEL / size));
  }

  /** The renaming of a member's names: each of them in turn, starting at a random one, and then none. */
  #renamingOf(words: Words, at: number, member: number): number | undefined {
    const turn = member % (this.#renamings + 1);
    if (turn === this.#renamings) return undefined;
    const first = numbersFrom(seedOf(words, at, this.#space.packer.length))(this.#renamings);
    return (first + turn) % this.#renamings;
  }

  /** Of many states of a form, one in which most holders share, which shows most, and a random one. */
  #chosen(words: Words, at: number, combinations: readonly number[]): number[] {
    if (combinations.length <= 2) return [...combinations];
    const { sharing } = this.#space;
    this.#space.stateOf(words, at, 0, this.#state);
    let coarsest = combinations[0] ?? 0;
    let least = Number.POSITIVE_INFINITY;
    for (const combination of combinations) {
      const blocks = sharing.blocksOf(combination);
      if (blocks < least) [coarsest, least] = [combination, blocks];
    }
    const random = numbersFrom(seedOf(words, at, this.#space.packer.length));
    return [coarsest, combinations[random(combinations.length)] ?? coarsest];
  }

  /** What the form's expansion says of a state, if there is no expansion that holds for all its states. */
  #expected(words: Words, at: number, combination: number, open: OpenProperties): ComparedExpansion {
    const expansion = this.#folded.expand(words, at, [combination], open);
    return this.#comparedOf(expansion, this.#folded.tables, words, at, combination, 1);
  }

  /** What an expansion of a form says of a state. @param states how many states the expansion is of */
  #comparedOf(
    expansion: Expansion,
    tables: CopyTables,
    words: Words,
    at: number,
    combination: number,
    states: number,
  ): ComparedExpansion {
    const opaque = this.#space.part.opaque.length;
    // If nothing is opaque, the form is the state.
    if (opaque === 0) return this.#orbits.withSuccessors(expansion, words, at);
    const plain = this.#orbits.space;
    this.#locate(words, at, combination);
    const before = plain.words.slice();
    const compared = new ComparedExpansion(expansion, before, 0, plain.packer.length, states);
    const { successors } = expansion;
    for (let successor = 0; successor < successors.count; successor++) {
      const from = successors.placeOf(successor);
      const step = stepWithTablesOf(successors, successor, opaque);
      const after = combinationAfter(tables, successors.words, step, opaque, combination);
      const [operation, weight] = [successors.operations[successor] ?? 0, successors.weights[successor] ?? 0];
      this.#locate(successors.words, from, after);
      if (areEqual(plain.words, before)) compared.addUnchanged(operation, weight);
      else compared.addSuccessor(operation, weight, plain.words, 0, plain.packer.length);
    }
    return compared;
  }

  /** Locates a state in the space with nothing opaque, where its words are then found. */
  #locate(words: Words, at: number, combination: number): void {
    this.#space.stateOf(words, at, combination, this.#after);
    this.#orbits.space.locate(this.#after);
  }
}
