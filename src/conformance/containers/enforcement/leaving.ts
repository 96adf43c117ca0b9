/** Experiments on who is in which container, and how long a container lives. */
import type { AgentSlot } from "../../agent/operations.ts";
import type { Keeping } from "./finding.ts";
import type { Experiment, Lab } from "./lab.ts";

/** A task inside tries to get out: into a cgroup above or beside its own, and into namespaces above its own. */
export const neverLeavesTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/a/b", "/c");
  const above = await lab.task("");
  const inside = await lab.task("/a/b", ["uts", "pid"]);
  const deeper = await lab.child(inside);
  const moves = [
    await lab.tryMove("a task in /a/b moves itself up to /a", deeper, "/a"),
    await lab.tryMove("it moves itself across to /c", deeper, "/c"),
  ];
  const uts = await lab.trySetns("it enters the uts namespace of a task above", deeper, above, ["uts"]);
  await lab.trySetns("it enters the pid namespace of a task above", deeper, above, ["pid"]);
  if (!moves.includes("ok") && uts !== "ok")
    return { keptBy: "kernel", why: "nsdelegate makes a cgroup namespace a boundary for moves (ENOENT)." };
  if (!moves.includes("ok"))
    return {
      keptBy: "manager",
      why:
        "It cannot move out of the cgroup, because cgroup2 is mounted with nsdelegate (ENOENT); but it can enter namespaces above, " +
        "except pid and user, given the rights and a pidfd.",
    };
  const border =
    lab.hierarchy.version === "v1" ? "version 1 has no boundary" : "cgroup2 is mounted without nsdelegate";
  return {
    keptBy: "manager",
    why: `A task with the rights to do so can move out of its cgroup, because ${border}; only a pid or user namespace cannot be left upwards.`,
  };
};

/** Whether a task further down keeps the cgroups above it alive. */
export const containerOutlivesNsproxyTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/a/b");
  const caller = await lab.task("");
  await lab.task("/a/b");
  const removal = await lab.tryRemoveContainer("rmdir of /a while a task is in /a/b", caller, "/a");
  return removal === "EBUSY"
    ? { keptBy: "kernel", why: "A cgroup with a cgroup in it cannot be removed: rmdir(2) fails with EBUSY." }
    : { keptBy: "manager", why: `rmdir(2) of a cgroup with a task below it gives ${removal}.` };
};

/** Whether a container that has lost its last direct task can still be entered. */
export const alwaysEnterableTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/a/b");
  const caller = await lab.task("");
  const first = await lab.task("/a", ["uts"]);
  await lab.tryMove("the only task of /a, with a uts namespace of its own, goes down to /a/b", first, "/a/b");
  await lab.tryUnshare("it makes another one there", first, 0x0400_0000);
  const empty = await lab.task("/a");
  await lab.exit(empty);
  const entry = await lab.trySetns("setns by the pidfd of a task of /a that is gone", caller, empty, ["uts"]);
  await lab.tryMove("a task still moves to the cgroup of /a", caller, "/a");
  return entry === "ok"
    ? { keptBy: "kernel", why: "A pidfd of a dead task still leads to its namespaces." }
    : {
        keptBy: "nobody",
        why:
          "A container without a task directly in it has no pidfd through which to enter and no living namespaces: an open file or a " +
          "bind mount would have to hold them. Its cgroup can be entered.",
      };
};

/** All tasks of a container end, and nobody removes it. */
export const nothingLeaksTrial: Experiment = async (lab) => {
  const there = await lastTaskEnds(lab, async (slot) => lab.exit(slot));
  return there === "ok"
    ? {
        keptBy: "manager",
        why: "Namespaces go away with their last task, but a cgroup stays until somebody removes it with rmdir(2).",
      }
    : GOES;
};

/** The same, as a liveness property. */
export const leftAloneGoesTrial: Experiment = async (lab) => {
  const there = await lastTaskEnds(lab, async (slot) => lab.exit(slot));
  return there === "ok" ? STAYS : GOES;
};

/** All tasks of a container are killed, and nobody removes it. */
export const killedGoesTrial: Experiment = async (lab) => {
  const there = await lastTaskEnds(lab, async (slot, caller) => {
    const kill = await lab.tryKill("a task outside writes 1 to cgroup.kill of /a", caller, "/a");
    if (kill !== "ok") await lab.trySignal("it kills the only task by pidfd", caller, slot);
    await lab.waitGone([slot]);
  });
  return there === "ok" ? STAYS : GOES;
};

/** A task exits; nobody can prevent it. */
export const exitEndsTrial: Experiment = async (lab) => {
  const slot = await lab.task("");
  await lab.exit(slot);
  const came = lab.note("a task that has called _exit(2)", (await lab.lives(slot)) ? "lives" : "is gone");
  return came === "is gone"
    ? { keptBy: "kernel", why: "_exit(2) never returns, and requires no rights." }
    : { keptBy: "manager", why: "_exit(2) leaves a task alive." };
};

const GOES: Keeping = { keptBy: "kernel", why: "A cgroup goes away with its last task." };
const STAYS: Keeping = {
  keptBy: "manager",
  why: "An empty cgroup stays until somebody removes it with rmdir(2).",
};

/** Ends the only task of a container. @returns the outcome of opening the container afterwards */
async function lastTaskEnds(
  lab: Lab,
  end: (slot: AgentSlot, caller: AgentSlot) => Promise<void>,
): Promise<string> {
  await lab.containers("/a");
  const caller = await lab.task("");
  await end(await lab.task("/a", ["uts"]), caller);
  return lab.tryOpen("opening /a after its last task has ended", caller, "/a");
}
