import { afterAll, beforeAll, expect, test } from "vitest";
import { freezingKill } from "../../../models/freezing-kill.ts";
import { repeatingKill } from "../../../models/repeating-kill.ts";
import { type WalkingOperation, walkingKill } from "../../../models/walking-kill.ts";
import { ContainerKernel } from "../../../src/conformance/containers/kernel.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { scopeOf } from "../conforming.ts";
import { describeOnKernel } from "../machine.ts";

const [first, second, third] = [taskNumber(1), taskNumber(2), taskNumber(3)];

/** Task 2 kills task 1, which has forked since the reading; then the child, too, is to be killed. */
const BORN_BEHIND: readonly WalkingOperation[] = [
  { op: "fork", task: first },
  { op: "unshare", task: first, kinds: ["uts"] },
  { op: "kill", task: second, path: "/unnamed1" },
  { op: "exit", task: second },
  { op: "fork", task: first },
  { op: "killtask", task: second, victim: first },
  { op: "killtask", task: second, victim: third },
  { op: "exit", task: second },
];

describeOnKernel("designs whose kill walks", ["superuser", "compiler", "cgroup2"], () => {
  let kernel: ContainerKernel;
  beforeAll(async () => {
    kernel = await ContainerKernel.start();
  });
  afterAll(() => kernel.close());

  test.each([
    [walkingKill, "ok ok ok EALREADY ok ok EINVAL ok"],
    [repeatingKill, "ok ok ok EALREADY ok ok ok ok"],
    [freezingKill, "ok ok ok EALREADY EINTR ok EINVAL ok"],
  ])("$name does with a child born behind the reading on the kernel as it says", async (design, said) => {
    const { events, stopped } = await kernel.play(design, scopeOf(["uts"]), BORN_BEHIND);
    expect(stopped).toBeUndefined();
    expect(events.flatMap(({ differences }) => differences)).toEqual([]);
    expect(events.map(({ outcome }) => outcome).join(" ")).toBe(said);
  });
});
