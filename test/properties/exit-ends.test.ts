import { describe } from "vitest";
import { repeatingKill } from "../../models/repeating-kill.ts";
import { exitEnds } from "../../properties/exit-ends.ts";
import { killTask } from "../models/run.ts";
import { fork, kill, unshare } from "./calls.ts";
import { holdsOnNested, isBrokenForEverBy } from "./check.ts";

describe("exit-ends", () => {
  holdsOnNested(exitEnds);
  isBrokenForEverBy(exitEnds, repeatingKill, {
    stem: [fork(1), unshare(2), kill(1, "/unnamed1")],
    loop: [fork(2), killTask(1, 2), fork(3), killTask(1, 3)],
    why: "task 1 keeps calling exit, but never ends",
  });
});
