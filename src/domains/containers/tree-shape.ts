import {
  list,
  local,
  oneOf,
  type RecordShape,
  record,
  reference,
  referenceOr,
  type Shape,
  table,
} from "../../model/shape.ts";
import { unnamedNames } from "../../world/name.ts";
import { OUTSIDE } from "./image.ts";
import type { ContainerScope } from "./scope.ts";
import { imageNames } from "./scope-names.ts";

/** How the worlds of a design differ from those of `nested`. */
export interface Changes {
  /** How many nsproxies can live between two operations; absent: as many as tasks. */
  readonly nsproxies?: number;
  /** Further fields of a row, or of the world. */
  readonly task?: RecordShape["fields"];
  readonly nsproxy?: RecordShape["fields"];
  readonly container?: RecordShape["fields"];
  readonly imageContainer?: RecordShape["fields"];
  readonly world?: RecordShape["fields"];
}

/** The worlds of tasks, nsproxies, containers in a tree, and images. W2 bounds the numbers, N2 the names that `unshare` gives. */
export function treeShape(scope: ContainerScope, changes: Changes = {}): Shape {
  const { tasks, containers } = scope;
  const nsproxies = (changes.nsproxies ?? tasks) + 1;
  return record({
    tasks: table("task", tasks, record({ nsproxy: reference("nsproxy", nsproxies), ...changes.task })),
    nsproxies: table(
      "nsproxy",
      nsproxies,
      record({
        container: reference("container", containers),
        namespaces: namespacesShape(scope, nsproxies),
        ...changes.nsproxy,
      }),
    ),
    containers: containersShape(scope, {
      nsproxy: referenceOr(null, "nsproxy", nsproxies),
      ...changes.container,
    }),
    images: imagesShape(scope, changes),
    ...changes.world,
  });
}

/** A namespace of each kind in scope. */
export function namespacesShape({ kinds }: ContainerScope, largest: number): Shape {
  return record(Object.fromEntries(kinds.map((kind) => [kind, reference(`${kind} namespace`, largest)])));
}

/**
 * The containers of a tree. The first is the root.
 *
 * @param fields what a container has besides a parent and a name
 * @param names the names that the design itself gives
 */
export function containersShape(
  scope: ContainerScope,
  fields: RecordShape["fields"],
  names: readonly string[] = unnamedNames(scope.containers),
): Shape {
  const row = record({
    parent: referenceOr(null, "container", scope.containers),
    name: nameShape(scope, names),
    ...fields,
  });
  return table("container", scope.containers, row, true);
}

function nameShape({ names }: ContainerScope, given: readonly string[]): Shape {
  return {
    is: "one of",
    values: ["", ...new Set([...names, ...given])],
    interchangeable: names.filter((name) => !given.includes(name)),
  };
}

/** C1: an image's numbers are its own. At least one task and one container are outside it. */
export function imagesShape(
  scope: ContainerScope,
  { nsproxies = scope.tasks, imageContainer }: Pick<Changes, "nsproxies" | "imageContainer"> = {},
): Shape {
  const { tasks, containers, kinds } = scope;
  const name = nameShape(scope, unnamedNames(containers));
  const parent = referenceOr(null, "container", containers);
  const namespaces = kinds.map(
    (kind) => [kind, referenceOr(OUTSIDE, `${kind} namespace`, nsproxies)] as const,
  );
  const nsproxy = {
    container: reference("container", containers),
    namespaces: record(Object.fromEntries(namespaces)),
  };
  return list(
    scope.images,
    local(
      record({
        name: oneOf(...imageNames(scope)),
        containers: list(containers, record({ parent, name, ...imageContainer }), "container"),
        nsproxies: list(nsproxies, record(nsproxy), "nsproxy"),
        tasks: list(tasks, record({ nsproxy: reference("nsproxy", nsproxies) }), "task"),
      }),
    ),
  );
}
