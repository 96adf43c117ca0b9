import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { withoutEvents } from "../../src/conformance/left-out.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../src/domains/linux/shorthand.ts";
import { KINDS } from "../../src/model/kind.ts";
import type { Model } from "../../src/model/model.ts";

const MODEL = linux as unknown as Model; // a design of one domain, typed as one of any domain
const scope: LinuxScope = { tasks: 4, kinds: KINDS, kernel: "6.18" };

const without = (history: string, place: number, size = 1) =>
  withoutEvents(MODEL, scope, operationsFrom(history), place, size);

test.each([
  [
    "those that came later bear the numbers that they get then",
    "clone 1 -; clone 1 -; kill 1 3",
    0,
    "clone 1 -; kill 1 2",
  ],
  [
    "what a task called that is gone is left out too",
    "clone 1 -; clone 2 -; kill 1 3; exit 2",
    0,
    "kill 1 3",
  ],
  [
    "a number that comes round again means the task that bears it then",
    "clone 1 -; exit 2; wait 1 2; clone 1 uts; setns 1 2 uts",
    0,
    "wait 1 2; clone 1 uts; setns 1 2 uts",
  ],
  ["nobody else's number changes", "clone 1 -; unshare 2 uts; setns 1 2 uts", 1, "clone 1 -; setns 1 2 uts"],
])("%s", (_, history, place, expected) => {
  expect(without(history, place)).toEqual(operationsFrom(expected));
});

test("several can be left out at once", () => {
  expect(without("clone 1 -; clone 1 -; clone 1 -; kill 1 4", 0, 2)).toEqual(
    operationsFrom("clone 1 -; kill 1 2"),
  );
});
