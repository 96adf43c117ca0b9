import { OUTSIDE } from "../model/image.ts";
import type { Scope } from "../model/scope.ts";
import { list, local, oneOf, record, reference, referenceOr, type Shape, table } from "../model/shape.ts";
import { unnamedNames } from "./name.ts";
import { imageNames } from "./what-to-try.ts";

/** The worlds of tasks, nsproxies, containers in a tree, and images. W2 bounds the numbers, N2 the names that `unshare` gives. */
export function treeShape(scope: Scope): Shape {
  const { tasks, containers, kinds, names } = scope;
  const nsproxies = tasks + 1;
  const name = oneOf("", ...new Set([...names, ...unnamedNames(containers)]));
  const namespaces = (number: (sort: string) => Shape) =>
    record(Object.fromEntries(kinds.map((kind) => [kind, number(`${kind} namespace`)])));
  return record({
    tasks: table("task", tasks, record({ nsproxy: reference("nsproxy", nsproxies) })),
    nsproxies: table(
      "nsproxy",
      nsproxies,
      record({
        container: reference("container", containers),
        namespaces: namespaces((sort) => reference(sort, nsproxies)),
      }),
    ),
    containers: table(
      "container",
      containers,
      record({
        parent: referenceOr(null, "container", containers),
        name,
        nsproxy: referenceOr(null, "nsproxy", nsproxies),
      }),
      true, // the root
    ),
    images: list(scope.images, imageShape(scope, name, namespaces)),
  });
}

/** C1: an image's numbers are its own. At least one task and one container are outside it. */
function imageShape(
  scope: Scope,
  name: Shape,
  namespaces: (number: (sort: string) => Shape) => Shape,
): Shape {
  const { tasks, containers } = scope;
  return local(
    record({
      name: oneOf(...imageNames(scope)),
      containers: list(
        containers,
        record({ parent: referenceOr(null, "container", containers), name }),
        "container",
      ),
      nsproxies: list(
        tasks,
        record({
          container: reference("container", containers),
          namespaces: namespaces((sort) => referenceOr(OUTSIDE, sort, tasks)),
        }),
        "nsproxy",
      ),
      tasks: list(tasks, record({ nsproxy: reference("nsproxy", tasks) }), "task"),
    }),
  );
}
