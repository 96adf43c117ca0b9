import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import { readHistory } from "../../src/history/read-history.ts";
import { writeHistory } from "../../src/history/write-history.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import { anyHistory } from "./any-history.ts";

const scope = { tasks: 3, containers: 4, kinds: ["uts", "net"], names: ["a", "b"], images: 0 } as const;

test("what is written is read again, each entry with its line", () => {
  fc.assert(
    fc.property(anyHistory, ({ scope, entries }) => {
      const read = readHistory(Buffer.from(writeHistory(nested, scope, entries)), [nested], {
        properties: PROPERTIES,
      });
      if (!read.ok) throw new Error(JSON.stringify(read.problem));
      expect(read.history.scope).toEqual(scope);
      expect(read.history.model).toBe(nested);
      expect([...read.history.entries()]).toEqual(
        entries.map((entry, index) => ({ ...entry, line: index + 2 })),
      );
    }),
  );
});

test("fields are written in one order, whatever the order in memory", () => {
  const operation = { name: "vserver1", path: "/unnamed1", task: taskNumber(2), op: "rename" };
  const expectation = {
    verdict: "broken",
    property: "never-leaves",
    alive: [taskNumber(1)],
    containers: ["/vserver1"],
    different: [["net", taskNumber(1), taskNumber(2)]],
    tasks: new Map([
      [taskNumber(2), "/vserver1"],
      [taskNumber(1), "/"],
    ]),
  } as const;
  expect(writeHistory(nested, scope, [{ event: { outcome: "ESRCH", operation } }, { expectation }])).toBe(
    `{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":3,"containers":4,"kinds":["uts","net"],"names":["a","b"]}}
{"op":"rename","task":2,"path":"/unnamed1","name":"vserver1","outcome":"ESRCH"}
{"expect":{"tasks":{"1":"/","2":"/vserver1"},"different":[["net",1,2]],"containers":["/vserver1"],"alive":[1],"property":"never-leaves","verdict":"broken"}}
`,
  );
});

test("images are written where there may be some", () => {
  expect(writeHistory(nested, { ...scope, images: 2 }, [])).toContain(`"names":["a","b"],"images":2}}`);
});
