import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { commandOfCell } from "../../src/cli/command-of-cell.ts";
import { matrixInSteps } from "../../src/engine/matrix.ts";
import { finish } from "../../src/history/finish.ts";
import type { FairCalls } from "../../src/model/fairness.ts";
import { scopeOf } from "../properties/check.ts";

const scope = scopeOf({ tasks: 1, containers: 1, names: [] });

const commandFor = (fair?: FairCalls) =>
  commandOfCell(finish(matrixInSteps([nested, walkingKill], [], scope, { fair, cost: false })), scope);

test("a cell is asked with what the matrix took for granted", () => {
  const before = "nsmodel check --tasks 1 --containers 1 --kinds uts DESIGN";
  const after = "--property PROPERTY";
  expect(commandFor()).toBe(`${before} ${after}`);
  expect(commandFor({ exit: "weak", fork: "strong" })).toBe(
    `${before} --fair exit=weak fork=strong ${after}`,
  );
  expect(commandFor({ exit: "weak", killtask: "strong" })).toBe(
    `${before} --fair exit=weak killtask=strong ${after} (with --fair for the calls that DESIGN has)`,
  );
  expect(commandFor({ exit: "weak", bind: "weak" })).toBe(`${before} --fair exit=weak ${after}`);
});
