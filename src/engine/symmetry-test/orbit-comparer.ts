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
import { ComparedExpansion } from "./compared-expansion.ts";

/** The design, or a property by its place. */
export type Suspect = "design" | number;

/**
 * Compares what an expansion says of all states of an orbit with the expansion of any other of them: the state with other numbers. In a symmetric
 * design as many calls come to each outcome, they lead to the same orbits, and every property finds the same (Ip and Dill, "Better verification
 * through symmetry", 1996). `differenceOf` tells what is not so.
 */
export class OrbitComparer {
  readonly space: StateSpace;
  readonly permutations: Permutations;
  readonly #properties: readonly PointProperty[];
  readonly #expander: Expander;
  /** It takes no two calls for alike: whether they are is among what is tested. */
  readonly #ofMembers: Expander;
  readonly #member: Values;
  readonly #pauses = new Pauses();

  /** @param space where nothing is opaque, up to symmetry */
  constructor(space: StateSpace, properties: readonly PointProperty[]) {
    this.space = space;
    this.permutations = new Permutations(space.part.whole);
    this.#properties = properties;
    this.#expander = new Expander(space, properties.length);
    this.#ofMembers = new Expander(space, properties.length, "each call");
    this.#member = space.values();
  }

  /** What the expansion of a state says of its orbit; it gives way now and then. */
  *expected(values: Values, open: OpenProperties): Generator<void, ComparedExpansion> {
    return yield* this.#expanded(this.#expander, values, open);
  }

  /** The same of an expansion in this space that is at hand. @param words those of the state */
  withSuccessors(expansion: Expansion, words: Words, at: number): ComparedExpansion {
    const { length } = this.space.packer;
    const compared = new ComparedExpansion(expansion, words, at, length);
    const { successors } = expansion;
    for (let successor = 0; successor < successors.count; successor++)
      compared.addSuccessor(
        successors.operations[successor] ?? 0,
        successors.weights[successor] ?? 0,
        successors.words,
        successors.placeOf(successor),
        length,
      );
    return compared;
  }

  /**
   * Compares the member of a state's orbit to which a permutation leads. It gives way now and then.
   *
   * @returns what is unlike what is expected: the design, or properties
   */
  compare(
    values: Values,
    permutation: Permutation,
    expected: ComparedExpansion,
    open: OpenProperties,
  ): Generator<void, Suspect[]> {
    this.permutations.apply(permutation, values, this.#member);
    return this.compareMember(this.#member, expected, open);
  }

  /** The same of a member that is at hand. */
  *compareMember(
    member: Values,
    expected: ComparedExpansion,
    open: OpenProperties,
  ): Generator<void, Suspect[]> {
    let found: ComparedExpansion;
    try {
      found = yield* this.#expanded(this.#ofMembers, member, open);
    } catch {
      return this.#failing(member, expected); // the other was expanded without an error, so this one is not like it
    }
    if (!expected.isDesignAs(found)) return ["design"];
    return [...this.#properties.keys()].filter((property) => !expected.isPropertyAs(found, property));
  }

  *#expanded(expander: Expander, values: Values, open: OpenProperties): Generator<void, ComparedExpansion> {
    this.space.locate(values);
    const words = this.space.words.slice();
    return this.withSuccessors(yield* expander.expandState(values, words, open, this.#pauses), words, 0);
  }

  /** What fails in a member: properties, where the design does not. */
  #failing(member: Values, expected: ComparedExpansion): Suspect[] {
    const { model, scope } = this.space;
    const fails = (wanted: (index: number) => boolean): boolean => {
      const open = openPropertiesOf(model, this.#properties, scope, wanted);
      try {
        return !expected.isDesignAs(finish(this.#expanded(this.#ofMembers, member, open)));
      } catch {
        return true;
      }
    };
    if (fails(() => false)) return ["design"];
    return [...this.#properties.keys()].filter((property) => fails((index) => index === property));
  }
}
