import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContainerObservation } from "../../../src/domains/containers/observation.ts";
import { tree } from "../../../src/domains/containers/tree.ts";
import { begin, observationOf, performAll } from "../../../src/history/history.ts";
import { containerNumber, namespaceNumber, nsproxyNumber, taskNumber } from "../../../src/model/numbers.ts";
import { anyRun } from "../../arbitrary.ts";
import { flatWorld, NESTED, nestedHistory, op } from "../../report/design.ts";

const drawn = (text: string): string => text.replace(/^\n/, "").replace(/\n *$/, "");

describe("the drawing", () => {
  test("shows levels, a container without a nsproxy, and who shares what", () => {
    const history = nestedHistory(
      op("fork", 1),
      op("fork", 1),
      op("unshare", 2, { kinds: ["uts"] }),
      op("fork", 2),
      op("unshare", 2, { kinds: ["uts", "net"] }),
      op("unshare", 4, { kinds: ["uts"] }),
      op("unshare", 3, { kinds: ["net"] }),
      op("rename", 1, { path: "/unnamed2", name: "my job" }),
      op("fork", 1),
    );
    expect(tree(observationOf(history))).toBe(
      drawn(`
container       no.  nsproxy  uts  net  tasks
/               1    1        1    1    1, 5
├─ unnamed1     2    none     -    -    -
│  ├─ unnamed1  3    3        3    2    2
│  └─ unnamed2  4    4        4    1    4
└─ 'my job'     5    2        1    3    3
/ and '/my job' share uts.
/ and /unnamed1/unnamed2 share net.
`),
    );
  });

  test("of a final world", () => {
    expect(tree(observationOf(nestedHistory(op("exit", 1))))).toBe(
      "container  no.  tasks\n/          1    -",
    );
  });

  test("of a design without levels and nsproxies names every container that a task is in", () => {
    const one = namespaceNumber(1);
    const world = flatWorld(
      { 2: "a", 3: "b" },
      {
        1: { container: 1, namespaces: { uts: one } },
        2: { container: 3, in: [1, 2, 3], namespaces: { uts: namespaceNumber(2) } },
        3: { container: 3, namespaces: { uts: one } },
      },
    );
    expect(tree(world)).toBe(
      drawn(`
container  no.  uts  tasks
/          1    1    1
/a         2    -    -
/b         3    2    2 (also in / and /a)
                1    3
/ and /b share uts.
`),
    );
  });

  test("of a container with several nsproxies has a line for each", () => {
    const uts = (number: number) => ({ uts: namespaceNumber(number) });
    const world: ContainerObservation = {
      ...flatWorld({}, { 1: { container: 1, namespaces: uts(1) } }),
      tasks: new Map([
        [
          taskNumber(1),
          {
            container: containerNumber(1),
            in: [containerNumber(1)],
            nsproxy: nsproxyNumber(2),
            namespaces: uts(1),
          },
        ],
      ]),
      nsproxies: new Map([
        [nsproxyNumber(2), { container: containerNumber(1), namespaces: uts(1) }],
        [nsproxyNumber(3), { container: containerNumber(1), namespaces: uts(2) }],
      ]),
    };
    expect(tree(world)).toBe(
      drawn(`
container  no.  nsproxy  uts  tasks
/          1    2        1    1
                3        2    -
`),
    );
  });

  test("marks shared namespaces with a colour, too", () => {
    const history = nestedHistory(op("fork", 1), op("unshare", 2, { kinds: ["uts"] }));
    const marked = tree(observationOf(history), (style, text) => (style === "cyan" ? `<${text}>` : text));
    expect(marked.match(/<\d+>/g)).toEqual(["<1>", "<1>"]);
  });
});

test("of any world of any history, every container and every task is there once, safe to print", () => {
  fc.assert(
    fc.property(anyRun(NESTED), ({ scope, operations }) => {
      const world = observationOf(performAll(begin(NESTED, scope), operations));
      const lines = tree(world).split("\n");
      const rows = lines.slice(1).filter((line) => !line.endsWith("."));
      for (const line of lines) expect(line).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
      expect(rows).toHaveLength(world.containers.size);
      const tasks = rows.flatMap((row) => row.split(/ {2,}/).at(-1)?.match(/\d+/g) ?? []);
      const live = [...world.tasks.keys()].map(String);
      expect(tasks.sort()).toEqual(live.sort());
      const sharing = lines.filter((line) => line.endsWith(".")).join("\n");
      for (const kind of scope.kinds) {
        const numbers = [...world.nsproxies.values()].map(({ namespaces }) => namespaces[kind]);
        expect(sharing.includes(kind)).toBe(new Set(numbers).size < numbers.length);
      }
    }),
    { numRuns: 30 },
  );
});
