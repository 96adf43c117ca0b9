import { describe } from "vitest";
import { oneNsproxyPerContainer } from "../../properties/one-nsproxy-per-container.ts";
import { fork, setns, unshare } from "./calls.ts";
import { counts, holdsOnNested, isBrokenBy } from "./check.ts";
import { everyTaskUsesTheFirstNsproxy, forkCopiesTheNsproxy, setnsKeepsTheNamespaces } from "./mutants.ts";

describe("one-nsproxy-per-container", () => {
  holdsOnNested(oneNsproxyPerContainer);
  isBrokenBy(oneNsproxyPerContainer, forkCopiesTheNsproxy, {
    in: { tasks: 2 },
    after: [fork(1)],
    why: "the tasks in container 1 (/) use nsproxy 1 and nsproxy 2",
  });
  isBrokenBy(oneNsproxyPerContainer, setnsKeepsTheNamespaces, {
    in: { tasks: 2 },
    after: [fork(1), unshare(1), setns(2, "/unnamed1")],
    why: "the tasks in container 2 (/unnamed1) use nsproxy 2 and nsproxy 1",
  });
  isBrokenBy(oneNsproxyPerContainer, everyTaskUsesTheFirstNsproxy, {
    after: [fork(1), unshare(1)],
    why: "nsproxy 1 stands in container 2 (/unnamed1) and in container 1 (/)",
  });
  counts(oneNsproxyPerContainer, { "two tasks in a container": [fork(1)] }, true);
  counts(oneNsproxyPerContainer, { "each task in its own": [fork(1), unshare(1)] }, false);
});
