import type { Model } from "../../model/model.ts";
import type { Scope } from "../../model/scope.ts";
import type { Values } from "../packed/codec.ts";
import type { OpenClaims } from "../search/open-claims.ts";
import type { Asymmetry } from "./asymmetry.ts";
import { Comparer } from "./comparer.ts";
import { checkSymmetryInSteps } from "./law.ts";
import { type Comparisons, drawMember, membersToCompare } from "./members.ts";
import { nameAsymmetry } from "./name-asymmetry.ts";
import { openClaimsOf } from "./open-claims-of.ts";

/**
 * Tests that a design is symmetric while its states are met one by one, where worlds are counted up to numbers without `search`: in a
 * comparison of two designs, and in a tour of all transitions.
 */
export class SymmetryTest {
  /** How many members of classes were compared with a state. */
  compared = 0;
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #comparisons: Comparisons;
  readonly #comparer: Comparer;
  readonly #noClaims: OpenClaims;

  constructor(model: Model, scope: Scope, comparisons: Comparisons) {
    this.#model = model;
    this.#scope = scope;
    this.#comparisons = comparisons;
    this.#comparer = new Comparer(model, scope);
    this.#noClaims = openClaimsOf(model, [], scope, () => false);
  }

  /** Tests it along random runs, before the first state, and gives way now and then. @returns what is not symmetric; nothing where all was */
  *before(): Generator<void, Asymmetry | undefined> {
    return (yield* checkSymmetryInSteps(this.#model, [], this.#scope))[0];
  }

  /**
   * Compares a state with some members of its class, and gives way now and then.
   *
   * @param size how many states are met with it, or were so far: of many only some are compared, see `membersToCompare`
   */
  *check(values: Values, size: number): Generator<void, Asymmetry | undefined> {
    const members = membersToCompare(this.#comparisons, size, values, 0, values.length);
    if (members === 0) return undefined;
    const { permutations } = this.#comparer;
    const expansion = yield* this.#comparer.expandInSteps(values, this.#noClaims);
    for (let member = 0; member < members; member++) {
      const permutation = drawMember(permutations, values, values, 0, values.length, member);
      let isSymmetric = true;
      yield* this.#comparer.compareInSteps(values, expansion, permutation, this.#noClaims, () => {
        isSymmetric = false;
      });
      this.compared++;
      if (isSymmetric) continue;
      const suspicion = { property: undefined, state: values.slice(), permutation };
      return nameAsymmetry(this.#model, [], this.#scope, suspicion);
    }
    return undefined;
  }
}
