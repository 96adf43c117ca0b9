/** If a design or a property fails only after its laws were checked, the commands that run it report the calls that lead there. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nested, type World } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { tourInSteps } from "../../src/engine/tour.ts";
import { finish } from "../../src/history/finish.ts";
import { runUnderWay } from "../../src/history/under-way.ts";
import type { Model } from "../../src/model/model.ts";
import type { Operation } from "../../src/model/operation.ts";
import { NSMODEL } from "./command.ts";

const wrong = join(import.meta.dirname, "../wrong");

const design: Model = nested;

/** `nested`, except that fork throws if two containers are named c. */
const DEEP: Model = Object.create(nested, {
  apply: {
    value: (world: World, operation: Operation, scope: ContainerScope) => {
      const named = world.containers.filter((row) => row?.name === "c");
      if (named.length === 2 && operation.op === "fork") throw new Error("no room for c");
      return design.apply(world, operation, scope);
    },
  },
});
const TOUR_SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["c"], images: 0 };

const SCOPE = ["--tasks", "3", "--containers", "3", "--kinds", "uts", "--names", "c"];
const DESIGN = "./designs/throws-deep-down.js";
const PROPERTY = "./properties/throws-deep-down.js";

/** Calls that lead to two containers with the same name. */
const CALLS = [
  '{"op":"fork","task":1}',
  '{"op":"unshare","task":1,"kinds":["uts"]}',
  '{"op":"unshare","task":1,"kinds":["uts"]}',
  '{"op":"rename","task":2,"path":"/unnamed1","name":"c"}',
  '{"op":"rename","task":2,"path":"/c/unnamed1","name":"c"}',
];
const AFTER_CALLS = `This happens after\n${CALLS.map((call) => `  ${call}`).join("\n")}\nwith {"op":"fork","task":1}.\n`;
const HISTORY = [
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":3,"containers":3,"kinds":["uts"],"names":["c"]}}',
  ...[...CALLS, '{"op":"fork","task":1}'].map((call) => call.replace(/\}$/, ',"outcome":"ok"}')),
  "",
].join("\n");

function run(input: string, ...args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, [NSMODEL, ...args], {
    cwd: wrong,
    encoding: "utf8",
    input,
  });
  expect(stderr).not.toMatch(/^\s+at /m);
  return { code: status, errors: stderr };
}

test.each([
  ["simulate", DESIGN, "--seed", "1", "--runs", "500"],
  ["compare", DESIGN, "nested"],
  ["compare", "nested", DESIGN],
])("%s %s %s", (...args) => {
  const { code, errors } = run("", ...args, ...SCOPE);
  expect(errors).toMatch(
    /throws-deep-down\.js:\d+:\d+: no room for c\nThis happens after(\n {2}\{"op":.*\})+\nwith \{"op":"fork",.*\}\.\n/,
  );
  expect(code).toBe(2);
});

test("a property in simulate", () => {
  const { code, errors } = run(
    "",
    "simulate",
    ...SCOPE,
    "--seed",
    "1",
    "--runs",
    "500",
    "--property",
    PROPERTY,
  );
  expect(errors).toMatch(/throws-deep-down\.js:\d+:\d+: two of them\nThis happens after(\n {2}\{"op":.*\})+/);
  expect(code).toBe(2);
});

test("replay", () => {
  const { code, errors } = run(HISTORY, "replay", "-", "--model", DESIGN);
  expect(errors).toContain("no room for c\n");
  expect(errors).toContain(AFTER_CALLS);
  expect(code).toBe(2);
});

test("a tour of all transitions", () => {
  expect(() => finish(tourInSteps(DEEP, TOUR_SCOPE, { symmetry: true, longest: 20 }))).toThrow(
    "no room for c",
  );
  const history = runUnderWay() ?? [];
  const world = nested.initial(TOUR_SCOPE);
  for (const operation of history) expect(design.apply(world, operation, TOUR_SCOPE)).toBe("ok");
  expect(world.containers.filter((row) => row?.name === "c")).toHaveLength(2);
});

test("a property in replay", () => {
  const { code, errors } = run(HISTORY, "replay", "-", "--property", PROPERTY);
  expect(errors).toContain("two of them\n");
  expect(errors).toContain(`This happens after\n${CALLS.map((call) => `  ${call}`).join("\n")}\n`);
  expect(code).toBe(2);
});
