import type { Backend } from "../../src/conformance/backend.ts";
import { PictureComparison } from "../../src/conformance/containers/compare-pictures.ts";
import {
  type ComparedPicture,
  comparedPictureOf,
  type KernelPicture,
} from "../../src/conformance/containers/picture.ts";
import type { KernelEvent } from "../../src/conformance/containers/run.ts";

import {
  type ContainerModel,
  isContainerModel,
  isContainerScope,
} from "../../src/domains/containers/container-model.ts";
import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";

/** A design that stands in for a kernel: what `conform` finds is then found without one, and at once. */
export function standingIn(kernel: ContainerModel): Backend {
  return {
    play: async (model, scope, operations, { untilDifference = false } = {}) => {
      if (!isContainerModel(model) || !isContainerScope(scope))
        throw new Error("this kernel knows containers only");
      const [right, shown] = [model.initial(scope), kernel.initial(scope)];
      const comparison = new PictureComparison([]);
      const events: KernelEvent[] = [];
      for (const operation of operations) {
        const outcome = model.apply(right, operation, scope);
        const said = kernel.apply(shown, operation, scope);
        const seen = model.observe(right, scope);
        const differences = comparison.compare(
          comparedPictureOf(seen, scope.kinds),
          asShown(kernel.observe(shown, scope), scope),
          livingIn(seen, scope.kinds),
        );
        if (said !== outcome) differences.unshift({ sort: "outcome", words: `${outcome}, and ${said}` });
        events.push({ event: { operation, outcome }, outcome: said, calls: [], differences });
        if (differences.length > 0 && untilDifference) break;
      }
      return { events, beginning: [], stopped: undefined };
    },
  };
}

function asShown(world: ContainerObservation, scope: ContainerScope): KernelPicture {
  const picture: ComparedPicture = comparedPictureOf(world, scope.kinds);
  return { ...picture, strays: [] };
}

function livingIn(world: ContainerObservation, kinds: readonly Kind[]): Map<Kind, Set<NamespaceNumber>> {
  const users = [...world.tasks.values()];
  return new Map(
    kinds.map((kind) => [kind, new Set(users.flatMap(({ namespaces }) => namespaces[kind] ?? []))]),
  );
}
