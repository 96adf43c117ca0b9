import { describe } from "vitest";
import { containerOutlivesNsproxy } from "../../properties/container-outlives-nsproxy.ts";
import { exit, fork, kill, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { exitTakesTheContainer } from "./mutants.ts";

describe("container-outlives-nsproxy", () => {
  holdsOnNested(containerOutlivesNsproxy);
  isBrokenBy(containerOutlivesNsproxy, exitTakesTheContainer, {
    after: [fork(1), unshare(1), unshare(1), exit(2)],
    why: "container 2 (/unnamed1) is gone, and task 1, which was below it, lives on",
  });
  counts(
    containerOutlivesNsproxy,
    {
      "the last direct task of the root exits": [fork(1), unshare(1), exit(2)],
      "nothing changes": [unshare(1), kill(1, "/")],
    },
    true,
  );
  counts(
    containerOutlivesNsproxy,
    {
      "all tasks are in the root": [fork(1), fork(1)],
      "the task below is killed": [fork(1), unshare(1), kill(2, "/unnamed1")],
    },
    false,
  );
});
