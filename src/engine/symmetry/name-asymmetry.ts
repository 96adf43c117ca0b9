import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Property } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import type { Values } from "../packed/codec.ts";
import type { OpenClaims } from "../search/open-claims.ts";
import type { Asymmetry } from "./asymmetry.ts";
import { Comparer, type Difference } from "./comparer.ts";
import { openClaimsOf } from "./open-claims-of.ts";
import type { Permutation, Transposition } from "./permutations.ts";

/** Where something was found not to be symmetric. */
export interface Suspicion {
  /** The place of the property among those given; nothing where it is the design. */
  readonly property: number | undefined;
  readonly state: Values;
  /** What leads to the member of its class that is unlike it. */
  readonly permutation: Permutation;
  /** The calls that lead to the state, where they are known. */
  readonly history?: readonly Operation[] | undefined;
}

/** So many worlds near the first are looked at for a history that shows it. */
const MOST_WORLDS = 300;

/**
 * Says what is not symmetric as shortly as can be found cheaply: in a world near the first one, by the exchange of two numbers. Where there is no
 * such world it is the state in which it was found.
 */
export function nameAsymmetry(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  suspicion: Suspicion,
): Asymmetry {
  return new Naming(model, properties, scope, suspicion).name();
}

/** A world with W2's numbers, and the calls that lead there. */
interface Reached {
  readonly values: Values;
  readonly history: readonly Operation[];
}

class Naming {
  readonly #model: Model;
  readonly #properties: readonly Property[];
  readonly #scope: Scope;
  readonly #suspicion: Suspicion;
  readonly #comparer: Comparer;
  readonly #claims: OpenClaims;

  constructor(model: Model, properties: readonly Property[], scope: Scope, suspicion: Suspicion) {
    this.#model = model;
    this.#properties = properties;
    this.#scope = scope;
    this.#suspicion = suspicion;
    this.#comparer = new Comparer(model, scope);
    const suspects = suspicion.property === undefined ? [] : [suspicion.property];
    this.#claims = openClaimsOf(model, properties, scope, (index) => suspects.includes(index));
  }

  name(): Asymmetry {
    for (const { values, history } of this.#worldsNearTheFirst()) {
      const found = this.#byTransposition(values);
      if (found !== undefined) return this.#asymmetry(found.difference, found.exchanged, history);
    }
    const { state, permutation, history } = this.#suspicion;
    const found = this.#byTransposition(state);
    if (found !== undefined) return this.#asymmetry(found.difference, found.exchanged, history);
    return this.#asymmetry(this.#difference(state, permutation) ?? { is: "throws" }, undefined, history);
  }

  #asymmetry(
    difference: Difference,
    exchanged: Transposition | undefined,
    history: readonly Operation[] | undefined,
  ): Asymmetry {
    const property = this.#properties[this.#suspicion.property ?? -1]?.name;
    return {
      ...(property !== undefined && { property }),
      difference,
      ...(exchanged && { exchanged }),
      ...(history && { history }),
    };
  }

  #byTransposition(values: Values): { difference: Difference; exchanged: Transposition } | undefined {
    for (const { permutation, ...exchanged } of this.#comparer.permutations.transpositions(values)) {
      const difference = this.#difference(values, permutation);
      if (difference !== undefined) return { difference, exchanged };
    }
    return undefined;
  }

  /** The first difference that is the suspect's doing. */
  #difference(values: Values, permutation: Permutation): Difference | undefined {
    const found: Difference[] = [];
    const expansion = this.#comparer.expand(values, this.#claims);
    this.#comparer.compare(values, expansion, permutation, this.#claims, (difference) => {
      found.push(difference);
    });
    return found.find(
      (difference) =>
        (difference.is === "finding" ? difference.property : undefined) === this.#suspicion.property,
    );
  }

  /** Worlds breadth first, one of each class. */
  *#worldsNearTheFirst(): Generator<Reached> {
    const { model, scope } = { model: this.#model, scope: this.#scope };
    const first = model.initial(scope);
    const seen = new Set([this.#keyOf(this.#comparer.valuesOf(first))]);
    const queue: (Reached & { readonly world: object })[] = [
      { world: first, values: this.#comparer.valuesOf(first), history: [] },
    ];
    for (const reached of queue) {
      yield reached;
      for (const operation of operationsIn(model, reached.world, scope)) {
        if (queue.length >= MOST_WORLDS) break;
        const world = structuredClone(reached.world);
        model.apply(world, operation, scope);
        const values = this.#comparer.valuesOf(world);
        const key = this.#keyOf(values);
        if (seen.has(key)) continue;
        seen.add(key);
        queue.push({ world, values, history: [...reached.history, operation] });
      }
    }
  }

  #keyOf(values: Values): string {
    return this.#comparer.formOf(values).join();
  }
}
