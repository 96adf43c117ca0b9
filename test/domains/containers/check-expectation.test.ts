import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { checkExpectation } from "../../../src/domains/containers/check-expectation.ts";
import type { ContainerExpectation } from "../../../src/domains/containers/expectation.ts";
import type { ContainerObservation } from "../../../src/domains/containers/observation.ts";
import { begin, observationOf, performAll } from "../../../src/history/history.ts";
import type { Kind } from "../../../src/model/kind.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { anyRun } from "../../arbitrary.ts";

const one = taskNumber(1);
const two = taskNumber(2);
const three = taskNumber(3);
const dead = taskNumber(9);

/** Task 1 is in the root, 2 in /a with its own uts, 3 in /a/unnamed1 with its own net. */
const world = observationOf(
  performAll(begin(nested, { tasks: 3, containers: 4, kinds: ["uts", "net"], names: [], images: 0 }), [
    { op: "fork", task: one },
    { op: "unshare", task: two, kinds: ["uts"] },
    { op: "rename", task: one, path: "/unnamed1", name: "a" },
    { op: "fork", task: two },
    { op: "unshare", task: three, kinds: ["net"] },
  ]),
);

const places = new Map([
  [one, "/"],
  [two, "/a"],
  [three, "/a/unnamed1"],
]);

const AGREEING: readonly ContainerExpectation[] = [
  {},
  { tasks: places },
  { tasks: new Map([...places].reverse()) },
  { containers: ["/a/unnamed1", "/a"] },
  { containers: ["/a", "/a", "/a/unnamed1"] },
  { alive: [three, one, two, two] },
  { same: [["uts", two, three]] },
  { same: [["net", one, one]] },
  { different: [["net", two, three]] },
];

test.each(AGREEING)("%j agrees", (expectation) => {
  expect(checkExpectation(expectation, world)).toEqual([]);
});

describe("what does not agree is named", () => {
  const without = (task: typeof one) => new Map([...places].filter(([number]) => number !== task));
  const WRONG: readonly (readonly [ContainerExpectation, expected: string, found: string])[] = [
    [{ tasks: new Map(places).set(two, "/b") }, 'task 2 in "/b"', 'task 2 in "/a"'],
    [{ tasks: new Map(places).set(two, "/a/") }, 'task 2 in "/a/"', 'task 2 in "/a"'],
    [{ tasks: without(two) }, "nothing more", 'task 2 in "/a"'],
    [{ tasks: new Map(places).set(dead, "/") }, 'task 9 in "/"', "task 9 does not live"],
    [{ containers: ["/a"] }, "nothing more", '"/a/unnamed1"'],
    [{ containers: ["/a", "/a/unnamed1", "/"] }, '"/"', "nothing more"],
    [{ containers: [] }, "nothing more", '"/a", "/a/unnamed1"'],
    [{ alive: [one, two] }, "nothing more", "task 3"],
    [{ alive: [one, two, three, dead] }, "task 9", "nothing more"],
    [{ alive: [] }, "nothing more", "task 1, task 2, task 3"],
    [{ same: [["uts", one, two]] }, "uts of task 1 and task 2 the same", "different"],
    [{ different: [["uts", two, three]] }, "uts of task 2 and task 3 different", "the same"],
    [{ same: [["uts", one, dead]] }, "uts of task 1 and task 9 the same", "task 9 does not live"],
    [{ same: [["uts", dead, dead]] }, "uts of task 9 and task 9 the same", "task 9 does not live"],
    [{ different: [["uts", dead, one]] }, "uts of task 9 and task 1 different", "task 9 does not live"],
  ];
  test.each(WRONG)("%j", (expectation, expected, found) => {
    const [field] = Object.keys(expectation);
    expect(checkExpectation(expectation, world)).toEqual([{ field, expected, found }]);
  });

  test("every field and every comparison by itself", () => {
    const expectation: ContainerExpectation = {
      alive: [one],
      tasks: new Map(),
      same: [
        ["uts", one, two],
        ["uts", one, dead],
      ],
    };
    expect(checkExpectation(expectation, world).map(({ field }) => field)).toEqual([
      "tasks",
      "same",
      "same",
      "alive",
    ]);
  });

  test("not all of a long list", () => {
    const containers = Array.from({ length: 30 }, (_, index) => `/a/b${index}`);
    const [disagreement] = checkExpectation({ containers: [...containers, "/a", "/a/unnamed1"] }, world);
    expect(disagreement?.expected).toMatch(/"\/a\/b9" and 20 more$/);
  });
});

test("a world agrees with all that can be said of it, and with nothing else said of who lives", () => {
  fc.assert(
    fc.property(anyRun(nested), ({ scope, operations }) => {
      const world = nested.initial(scope);
      for (const operation of operations) nested.apply(world, operation as never, scope); // generated from its own calls
      const seen = nested.observe(world, scope);
      expect(checkExpectation(allOf(seen, scope.kinds), seen)).toEqual([]);
      const alive = [...seen.tasks.keys()];
      for (const task of alive)
        expect(checkExpectation({ alive: alive.filter((other) => other !== task) }, seen)).toHaveLength(1);
    }),
  );
});

function allOf(seen: ContainerObservation, kinds: readonly Kind[]): ContainerExpectation {
  const tasks = [...seen.tasks];
  const pairs = kinds.flatMap((kind) =>
    tasks.flatMap(([task, a]) =>
      tasks.map(([other, b]) => ({
        comparison: [kind, task, other] as const,
        isSame: a.namespaces[kind] === b.namespaces[kind],
      })),
    ),
  );
  return {
    tasks: new Map(tasks.map(([task, { container }]) => [task, seen.rootPath(container)])),
    alive: tasks.map(([task]) => task),
    containers: [...seen.containers.keys()]
      .map((container) => seen.rootPath(container))
      .filter((path) => path !== "/"),
    same: pairs.filter(({ isSame }) => isSame).map(({ comparison }) => comparison),
    different: pairs.filter(({ isSame }) => !isSame).map(({ comparison }) => comparison),
  };
}
