import { type ContainerObservation, withParts } from "../src/domains/containers/observation.ts";
import { onEveryStep } from "../src/domains/containers/property.ts";
import { sameBesideContainers, sameRows } from "../src/domains/containers/same-observation.ts";
import type { ContainerNumber } from "../src/model/numbers.ts";
import { containerNamed } from "./shared/container-named.ts";
import { firstDifferenceInWords } from "./shared/words.ts";

/**
 * "And certainly rename (mv /sys/namespaces/unnamed1 /sys/namespaces/sergeprivhome)".
 *
 * A case is a `rename` that succeeds.
 */
export const renameOnlyRenames = onEveryStep({
  name: "rename-only-renames",
  claim: "rename changes at most the one name and nothing else.",
  source: 'the message: "certainly rename (mv /sys/namespaces/unnamed1 /sys/namespaces/sergeprivhome)"',
  on: ["rename"],
  when: "ok",

  check({ before, operation, after }) {
    if (before === after) return "holds";
    const container = containerNamed(before, operation.task, operation.path);
    if (sameBesideContainers(before, after) && sameBesideName(before, after, container)) return "holds";
    const expected = withNameOf(after, before, container);
    return { broken: `besides the one name, ${firstDifferenceInWords(expected, after)}` };
  },
});

/** Tells whether the containers are the same, except for the name of one. */
function sameBesideName(
  before: ContainerObservation,
  after: ContainerObservation,
  renamed: ContainerNumber | undefined,
): boolean {
  return sameRows(
    before.containers,
    after.containers,
    (earlier, later, container) =>
      earlier.parent === later.parent && (container === renamed || earlier.name === later.name),
  );
}

/** A copy of `world` in which one container bears the name that it has in `source`, if it is there. */
function withNameOf(
  source: ContainerObservation,
  world: ContainerObservation,
  renamed: ContainerNumber | undefined,
): ContainerObservation {
  const containers = new Map(world.containers);
  for (const [container, row] of containers) {
    if (container !== renamed) continue;
    containers.set(container, { ...row, name: source.containers.get(container)?.name ?? row.name });
  }
  return withParts(world, { containers });
}
