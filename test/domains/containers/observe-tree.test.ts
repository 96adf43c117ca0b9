import fc from "fast-check";
import { deepEqual } from "fast-equals";
import { describe, expect, it } from "vitest";
import { nested, type World } from "../../../models/nested.ts";
import type { ContainerObservation } from "../../../src/domains/containers/observation.ts";
import { withParts } from "../../../src/domains/containers/observation.ts";
import { observeTree } from "../../../src/domains/containers/observe-tree.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { containerNumber, FIRST_TASK, nsproxyNumber, ROOT, taskNumber } from "../../../src/model/numbers.ts";
import type { Operation } from "../../../src/model/operation.ts";
import { at } from "../../../src/world/table.ts";
import { anyRun } from "../../arbitrary.ts";
import { checkpoint, fork, rename, unshare } from "../../properties/calls.ts";

const scope: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 1 };

/** The world after some calls of `nested`. */
function after(...operations: Parameters<typeof nested.apply>[1][]): World {
  const world = nested.initial(scope);
  for (const operation of operations) expect(nested.apply(world, operation, scope)).toBe("ok");
  return world;
}

/** Task 2 in the root, task 1 in a container below it, and an image of that container. */
const small = () => after(fork(1), unshare(1), rename(2, "/unnamed1", "a"), checkpoint(2, "/a"));

/** All that an observation shows, as plain data. */
function shown(world: ContainerObservation) {
  const viewers = [...world.tasks.keys()];
  const containers = [...world.containers.keys()];
  return {
    tasks: [...world.tasks],
    containers: [...world.containers],
    nsproxies: [...world.nsproxies],
    images: [...world.images],
    views: viewers.map((viewer) => world.view(viewer)),
    paths: viewers.map((viewer) => containers.map((container) => world.path(viewer, container))),
    rootPaths: containers.map((container) => world.rootPath(container)),
    found: viewers.map((viewer) => ["/", "/a", "/unnamed1"].map((path) => world.resolve(viewer, path))),
  };
}

describe("observeTree", () => {
  it("has no path for a container that does not live", () => {
    const world = observeTree(small());
    expect(world.path(FIRST_TASK, containerNumber(3))).toBeUndefined();
  });

  it("shows tasks, containers, nsproxies and images", () => {
    const world = observeTree(small());
    expect(shown(world)).toEqual({
      tasks: [
        [FIRST_TASK, { container: 2, in: [ROOT, containerNumber(2)], nsproxy: 2, namespaces: { uts: 2 } }],
        [taskNumber(2), { container: ROOT, in: [ROOT], nsproxy: 1, namespaces: { uts: 1 } }],
      ],
      containers: [
        [ROOT, { parent: null, name: "" }],
        [containerNumber(2), { parent: ROOT, name: "a" }],
      ],
      nsproxies: [
        [nsproxyNumber(1), { container: ROOT, namespaces: { uts: 1 } }],
        [nsproxyNumber(2), { container: containerNumber(2), namespaces: { uts: 2 } }],
      ],
      images: [
        [
          "image1",
          {
            containers: [{ parent: null, name: "" }],
            nsproxies: [{ container: 1, namespaces: { uts: 1 } }],
            tasks: [{ nsproxy: 1 }],
          },
        ],
      ],
      views: [[containerNumber(2)], [ROOT, containerNumber(2)]],
      paths: [
        [undefined, "/"],
        ["/", "/a"],
      ],
      rootPaths: ["/", "/a"],
      found: [
        [containerNumber(2), undefined, undefined],
        [ROOT, containerNumber(2), undefined],
      ],
    });
  });

  it("is a picture of one moment, also where it is asked when the world's rows have been written over", () => {
    fc.assert(
      fc.property(anyRun(nested, 20), ({ scope: bounds, operations }) => {
        const world = nested.initial(bounds);
        for (const operation of operations) perform(world, operation, bounds);
        const expected = shown(observeTree(structuredClone(world)));
        const picture = observeTree(world);
        writeOver(world);
        expect(shown(picture)).toEqual(expected);
      }),
    );
  });

  it("shows the same where it takes from another observation what is equal, and takes all that is", () => {
    fc.assert(
      fc.property(anyRun(nested, 20), ({ scope: bounds, operations }) => {
        const world = nested.initial(bounds);
        let before = observeTree(structuredClone(world));
        for (const operation of operations) {
          perform(world, operation, bounds);
          const after = observeTree(world, before);
          expect(shown(after)).toEqual(shown(observeTree(world)));
          for (const part of ["tasks", "nsproxies", "containers"] as const)
            for (const { earlier, later } of inBoth<unknown>(before[part], after[part]))
              expect(later === earlier).toBe(deepEqual(later, earlier));
          before = observeTree(structuredClone(world));
        }
      }),
    );
  });

  it("shows one map where nothing differs in it", () => {
    const before = observeTree(small());
    const world = small();
    expect(nested.apply(world, rename(2, "/a", "b"), scope)).toBe("ok");
    const after = observeTree(world, before);
    expect(after.tasks).toBe(before.tasks);
    expect(after.nsproxies).toBe(before.nsproxies);
    expect(after.containers).not.toBe(before.containers);
  });

  it.each<[string, (world: World) => void]>([
    ["who uses a nsproxy", ({ tasks }) => Object.assign(at(tasks, FIRST_TASK), { nsproxy: 1 })],
    [
      "what a nsproxy holds",
      ({ nsproxies }) => Object.assign(at(nsproxies, nsproxyNumber(2)), { namespaces: { uts: 1 } }),
    ],
    [
      "where a container stands",
      ({ containers }) => Object.assign(at(containers, containerNumber(2)), { parent: null }),
    ],
  ])("shows other tasks where only %s is not as before", (_, change) => {
    const before = observeTree(small());
    expect([...before.tasks]).toEqual([...observeTree(small()).tasks]); // computes the tasks, which are lazy
    const world = small();
    change(world);
    const after = observeTree(world, before);
    expect([...after.tasks]).toEqual([...observeTree(world).tasks]);
    expect([...after.tasks]).not.toEqual([...before.tasks]);
  });

  it("shows no view to a task that does not live", () => {
    expect(() => observeTree(small()).view(taskNumber(3))).toThrow(
      "task 3 does not live, so it sees nothing",
    );
  });
});

describe("withParts", () => {
  it("shows some parts otherwise, and the others as they are", () => {
    const world = observeTree(small());
    const other = withParts(world, { images: new Map(), rootPath: () => "/elsewhere" });
    expect(shown(other)).toEqual({ ...shown(world), images: [], rootPaths: ["/elsewhere", "/elsewhere"] });
  });
});

function perform(world: World, operation: Operation, bounds: ContainerScope): void {
  // A run of `nested` has only its own operations.
  nested.apply(world, operation as Parameters<typeof nested.apply>[1], bounds);
}

/** The rows under the numbers that both maps have. */
function inBoth<Row>(before: ReadonlyMap<unknown, Row>, after: ReadonlyMap<unknown, Row>) {
  return [...before]
    .filter(([number]) => after.has(number))
    .map(([number, earlier]) => ({ earlier, later: after.get(number) }));
}

/** Changes every number and text in plain data, and empties every list, as code that reuses a world may. */
function writeOver(data: object): void {
  for (const [key, value] of Object.entries(data)) {
    if (typeof value === "object" && value !== null) writeOver(value);
    else Object.assign(data, { [key]: "overwritten" });
  }
  if (Array.isArray(data)) data.length = 0;
}
