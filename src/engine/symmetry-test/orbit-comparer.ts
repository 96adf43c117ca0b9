import { finish } from "../../history/finish.ts";
import type { PointProperty } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import type { Words } from "../codec/words.ts";
import { Expander } from "../expand/expander.ts";
import type { Expansion } from "../expand/expansion.ts";
import { type OpenProperties, openPropertiesOf } from "../expand/open-properties.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { Pauses } from "../pauses.ts";
import { type Permutation, Permutations } from "../symmetry/permutations.ts";
import { Renamings } from "../symmetry/renamings.ts";
import { ComparedExpansion } from "./compared-expansion.ts";

/** The design, or a property given by its index. */
export type Suspect = "design" | number;

/**
 * Compares what the expansion of a state says of its whole orbit with the expansion of another member: the state with other numbers. In a symmetric
 * design, equally many calls have each outcome, they lead to the same orbits, and every property finds the same (Ip and Dill, "Better verification
 * through symmetry", 1996). `differenceOf` names what differs.
 */
export class OrbitComparer {
  readonly space: StateSpace;
  readonly permutations: Permutations;
  readonly #properties: readonly PointProperty[];
  readonly #expander: Expander;
  /** Treats no two calls as interchangeable: whether they are is part of what is being tested. */
  readonly #ofMembers: Expander;
  readonly #member: Values;
  readonly #renamings: Renamings;
  readonly #after: Values;
  readonly #pauses = new Pauses();

  /** @param space one up to symmetry, in which nothing is opaque */
  constructor(space: StateSpace, properties: readonly PointProperty[]) {
    this.space = space;
    this.permutations = new Permutations(space.part.whole);
    this.#properties = properties;
    this.#expander = new Expander(space, properties.length);
    this.#ofMembers = new Expander(space, properties.length, "each call");
    this.#member = space.values();
    this.#after = space.values();
    this.#renamings = new Renamings(space.part.whole);
  }

  /** What the expansion of a state says of its orbit. Yields now and then. */
  *expected(values: Values, open: OpenProperties): Generator<void, ComparedExpansion> {
    return yield* this.#expanded(this.#expander, values, open);
  }

  /**
   * Like `expected`, for an expansion in this space that is already available.
   *
   * @param words hold the state
   * @param renaming applied to the names of the state and its successors, if given
   */
  withSuccessors(expansion: Expansion, words: Words, at: number, renaming?: number): ComparedExpansion {
    const { length } = this.space.packer;
    const isRenamed = renaming !== undefined;
    const compared = isRenamed
      ? new ComparedExpansion(expansion, this.#renamed(renaming, words, at), 0, length)
      : new ComparedExpansion(expansion, words, at, length);
    const { successors } = expansion;
    for (let successor = 0; successor < successors.count; successor++) {
      const [operation, weight] = [successors.operations[successor] ?? 0, successors.weights[successor] ?? 0];
      const place = successors.placeOf(successor);
      if (isRenamed)
        compared.addSuccessor(operation, weight, this.#renamed(renaming, successors.words, place), 0, length);
      else compared.addSuccessor(operation, weight, successors.words, place, length);
    }
    return compared;
  }

  /**
   * Compares the member of a state's orbit to which a permutation leads. Yields now and then.
   *
   * @param renaming applied to its names as well, if given; the orbit then includes states that differ in names too
   * @returns what differs from what is expected: the design, or properties
   */
  compare(
    values: Values,
    permutation: Permutation,
    expected: ComparedExpansion,
    open: OpenProperties,
    renaming?: number,
  ): Generator<void, Suspect[]> {
    this.permutations.apply(permutation, values, this.#member);
    if (renaming !== undefined) this.#renamings.apply(renaming, this.#member);
    return this.compareMember(this.#member, expected, open, renaming);
  }

  /** Like `compare`, for a member already in memory. */
  *compareMember(
    member: Values,
    expected: ComparedExpansion,
    open: OpenProperties,
    renaming?: number,
  ): Generator<void, Suspect[]> {
    let found: ComparedExpansion;
    try {
      found = yield* this.#expanded(this.#ofMembers, member, open, renaming);
    } catch {
      return this.#failing(member, expected, renaming); // the other state was expanded without an error, so this one differs
    }
    if (!expected.isDesignAs(found)) return ["design"];
    return [...this.#properties.keys()].filter((property) => !expected.isPropertyAs(found, property));
  }

  /** @param renaming the one that led to the state; what is found is renamed back */
  *#expanded(
    expander: Expander,
    values: Values,
    open: OpenProperties,
    renaming?: number,
  ): Generator<void, ComparedExpansion> {
    this.space.locate(values);
    const words = this.space.words.slice();
    const expansion = yield* expander.expandState(values, words, open, this.#pauses);
    const undone = renaming === undefined ? undefined : this.#renamings.inverseOf(renaming);
    return this.withSuccessors(expansion, words, 0, undone);
  }

  /** The form to which a renaming takes another one; valid until the next state is located. */
  #renamed(renaming: number, words: Words, at: number): Words {
    this.space.stateOf(words, at, 0, this.#after);
    this.#renamings.apply(renaming, this.#after);
    this.space.locate(this.#after);
    return this.space.words;
  }

  /** What fails in a member: the design or, if it does not, properties. */
  #failing(member: Values, expected: ComparedExpansion, renaming: number | undefined): Suspect[] {
    const { model, scope } = this.space;
    const fails = (wanted: (index: number) => boolean): boolean => {
      const open = openPropertiesOf(model, this.#properties, scope, wanted);
      try {
        return !expected.isDesignAs(finish(this.#expanded(this.#ofMembers, member, open, renaming)));
      } catch {
        return true;
      }
    };
    if (fails(() => false)) return ["design"];
    return [...this.#properties.keys()].filter((property) => fails((index) => index === property));
  }
}
