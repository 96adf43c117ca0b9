import { describe } from "vitest";
import { pinned } from "../../models/pinned.ts";
import { repeatingKill } from "../../models/repeating-kill.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { killedGoes } from "../../properties/killed-goes.ts";
import { killTask } from "../models/run.ts";
import { exit, fork, kill, unshare } from "./calls.ts";
import { holdsOnNested, isBrokenForEverBy } from "./check.ts";

const entered = [fork(1), unshare(1), kill(2, "/unnamed1")];

describe("killed-goes", () => {
  holdsOnNested(killedGoes);
  isBrokenForEverBy(killedGoes, pinned, {
    stem: entered,
    loop: [],
    why: "container 2 (/unnamed1) was killed, but never goes",
  });
  isBrokenForEverBy(killedGoes, walkingKill, {
    stem: [...entered, fork(1), exit(1)],
    loop: [],
    why: "container 2 (/unnamed1) was killed, but never goes",
  });
  isBrokenForEverBy(killedGoes, repeatingKill, {
    stem: entered,
    loop: [fork(1), killTask(2, 1), fork(3), killTask(2, 3)],
    why: "container 2 (/unnamed1) was killed, but never goes",
  });
});
