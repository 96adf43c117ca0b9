import { expect, test } from "vitest";
import { walkingKill } from "../../models/walking-kill.ts";
import { judgeModel } from "../../src/api/judge.ts";

test("a design whose fairness is of a call that it does not have is refused", () => {
  expect(judgeModel(walkingKill)).toEqual({ ok: true, value: walkingKill });
  expect(judgeModel({ ...walkingKill, fair: { killtusk: "weak" } })).toEqual({
    ok: false,
    why: 'its fair names the call "killtusk", which it does not have',
  });
});
