import type { Disagreement } from "../../model/disagreement.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import { quote } from "../../text/quote.ts";
import type { Comparison, ContainerExpectation } from "./expectation.ts";
import type { ContainerObservation } from "./observation.ts";

/** How many members of a set are named; the rest are only counted. */
const LONGEST_LIST = 10;

/** The fields of an expectation that do not agree with a world, in the order in which they are written. */
export function checkExpectation(
  expectation: ContainerExpectation,
  world: ContainerObservation,
): Disagreement[] {
  return [
    ...checkTasks(expectation, world),
    ...checkComparisons("same", expectation.same, world),
    ...checkComparisons("different", expectation.different, world),
    ...checkContainers(expectation, world),
    ...checkAlive(expectation, world),
  ];
}

function checkTasks({ tasks }: ContainerExpectation, world: ContainerObservation): Disagreement[] {
  if (tasks === undefined) return [];
  const places = new Map([...world.tasks].map(([task, { container }]) => [task, world.rootPath(container)]));
  const missing = [...tasks].filter(([task, path]) => places.get(task) !== path);
  const surplus = [...places].filter(([task, path]) => tasks.get(task) !== path);
  const dead = missing.filter(([task]) => !places.has(task)).map(([task]) => `task ${task} does not live`);
  return disagreement("tasks", missing.map(inWords), [...surplus.map(inWords), ...dead]);
}

function inWords([task, path]: readonly [TaskNumber, string]): string {
  return `task ${task} in ${quote(path)}`;
}

function checkContainers({ containers }: ContainerExpectation, world: ContainerObservation): Disagreement[] {
  if (containers === undefined) return [];
  const paths = [...world.containers.keys()].map((container) => world.rootPath(container));
  return compareSets(
    "containers",
    new Set(containers),
    new Set(paths.filter((path) => path !== "/")),
    (path) => quote(path),
  );
}

function checkAlive({ alive }: ContainerExpectation, world: ContainerObservation): Disagreement[] {
  if (alive === undefined) return [];
  return compareSets("alive", new Set(alive), new Set(world.tasks.keys()), (task) => `task ${task}`);
}

function compareSets<Item>(
  field: keyof ContainerExpectation,
  expected: ReadonlySet<Item>,
  found: ReadonlySet<Item>,
  name: (item: Item) => string,
): Disagreement[] {
  const missing = [...expected].filter((item) => !found.has(item));
  const surplus = [...found].filter((item) => !expected.has(item));
  return disagreement(field, missing.map(name), surplus.map(name));
}

function disagreement(
  field: keyof ContainerExpectation,
  expected: readonly string[],
  found: readonly string[],
): Disagreement[] {
  if (expected.length === 0 && found.length === 0) return [];
  return [{ field, expected: listed(expected), found: listed(found) }];
}

function listed(items: readonly string[]): string {
  if (items.length === 0) return "nothing more";
  const rest = items.length - LONGEST_LIST;
  return items.slice(0, LONGEST_LIST).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function checkComparisons(
  field: "same" | "different",
  comparisons: readonly Comparison[] = [],
  world: ContainerObservation,
): Disagreement[] {
  return comparisons.flatMap((comparison) => {
    const found = compare(comparison, world);
    if (found === field) return [];
    const [kind, task, other] = comparison;
    const expected = `${kind} of task ${task} and task ${other} ${field === "same" ? "the same" : "different"}`;
    return [{ field, expected, found: found === "same" ? "the same" : found }];
  });
}

/** How the namespaces of a kind compare, or which task does not live and so has none. */
function compare([kind, task, other]: Comparison, world: ContainerObservation): string {
  const [one, two] = [task, other].map((number) => world.tasks.get(number));
  if (one === undefined) return `task ${task} does not live`;
  if (two === undefined) return `task ${other} does not live`;
  return one.namespaces[kind] === two.namespaces[kind] ? "same" : "different";
}
