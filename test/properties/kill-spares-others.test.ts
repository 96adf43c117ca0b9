import { describe, expect, it } from "vitest";
import { walkingKill } from "../../models/walking-kill.ts";
import { killSparesOthers } from "../../properties/kill-spares-others.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import { containerNumber, taskNumber } from "../../src/model/numbers.ts";
import { killTask } from "../models/run.ts";
import { exit, fork, kill, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy, lastStepOf, scopeOf } from "./check.ts";
import { killTakesItsCaller } from "./mutants.ts";

describe("kill-spares-others", () => {
  holdsOnNested(killSparesOthers);
  isBrokenBy(killSparesOthers, killTakesItsCaller, {
    after: [fork(1), unshare(1), kill(2, "/unnamed1")],
    why: "task 2 was not in container 2 (/unnamed1), yet it is gone",
  });
  counts(killSparesOthers, { "a kill": [fork(1), unshare(1), kill(2, "/unnamed1")] }, true);
  const walking = [fork(1), unshare(1), kill(2, "/unnamed1")];
  counts(
    killSparesOthers,
    { "a kill that walks": walking, "each of its steps": [...walking, killTask(2, 1)] },
    true,
    walkingKill,
  );
  it("is broken where another task than the caller is in the midst of a kill after it", () => {
    const scope = scopeOf();
    const killing = (task: number) =>
      lastStepOf(walkingKill, scope, [fork(1), ...walking], ({ before }) => ({
        after: withParts(before, {
          tasks: new Map(
            [...before.tasks].map(([number, row]) => [
              number,
              number === taskNumber(task)
                ? { ...row, own: { ...row.own, killing: containerNumber(2) } }
                : row,
            ]),
          ),
        }),
      }));
    const found = [2, 3].map((task) => killSparesOthers.check(killing(task), scope, () => undefined));
    expect(found).toEqual([
      "holds",
      { broken: "task 3 was not in container 2 (/unnamed1), yet it is not where or what it was" },
    ]);
  });
  counts(
    killSparesOthers,
    { "a kill refused": [fork(1), kill(1, "/")], "an exit": [fork(1), exit(1)] },
    false,
  );
});
