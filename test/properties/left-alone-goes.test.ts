import { describe } from "vitest";
import { pinned } from "../../models/pinned.ts";
import { unshareStaying } from "../../models/unshare-staying.ts";
import { leftAloneGoes } from "../../properties/left-alone-goes.ts";
import { exit, unshare } from "./calls.ts";
import { holdsOnNested, isBrokenForEverBy } from "./check.ts";

const why = "whoever is in container 2 (/unnamed1) only exits, and it never goes";

describe("left-alone-goes", () => {
  holdsOnNested(leftAloneGoes);
  isBrokenForEverBy(leftAloneGoes, pinned, { stem: [unshare(1), exit(1)], loop: [], why });
  isBrokenForEverBy(leftAloneGoes, unshareStaying, { stem: [unshare(1)], loop: [], why });
});
