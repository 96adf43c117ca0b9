import type { Values } from "../codec/codec.ts";
import { type OpenProperties, openPropertiesOf } from "../expand/open-properties.ts";
import type { StateSpace } from "../expand/state-space.ts";
import type { Asymmetry } from "./asymmetry.ts";
import { checkSymmetryInSteps } from "./law.ts";
import { type Comparisons, drawMember, membersToCompare } from "./members.ts";
import { nameAsymmetry } from "./name-asymmetry.ts";
import { OrbitComparer } from "./orbit-comparer.ts";

/**
 * Tests that a design is symmetric as its states are met one by one, wherever they are counted up to symmetry without `search`: in a
 * comparison of two designs, and in a tour of all transitions.
 */
export class SymmetryTest {
  /** How many members of orbits were compared with a state. */
  compared = 0;
  readonly #space: StateSpace;
  readonly #comparisons: Comparisons;
  readonly #comparer: OrbitComparer;
  readonly #noProperties: OpenProperties;

  /** @param space one in which nothing is opaque */
  constructor(space: StateSpace, comparisons: Comparisons) {
    this.#space = space;
    this.#comparisons = comparisons;
    this.#comparer = new OrbitComparer(space, []);
    this.#noProperties = openPropertiesOf(space.model, [], space.scope);
  }

  /** Tests it along random runs, before the first state. Yields now and then. @returns what is not symmetric, or `undefined` if all is */
  *before(): Generator<void, Asymmetry | undefined> {
    return (yield* checkSymmetryInSteps(this.#space, []))[0];
  }

  /**
   * Compares a state with some members of its orbit. Yields now and then.
   *
   * @param size how many states are met together with it, or were met so far: of many, only some are compared (see `membersToCompare`)
   */
  *check(values: Values, size: number): Generator<void, Asymmetry | undefined> {
    const members = membersToCompare(this.#comparisons, size, values, 0, values.length);
    if (members === 0) return undefined;
    const expected = yield* this.#comparer.expected(values, this.#noProperties);
    for (let member = 0; member < members; member++) {
      const permutation = drawMember(this.#comparer.permutations, values, values, 0, values.length, member);
      const suspects = yield* this.#comparer.compare(values, permutation, expected, this.#noProperties);
      this.compared++;
      const suspicion = { suspect: "design", state: values.slice(), permutation } as const;
      if (suspects.length > 0) return nameAsymmetry(this.#space, [], suspicion);
    }
    return undefined;
  }
}
