/** Experiments on killing a container. */
import type { AgentSlot } from "../../agent/operations.ts";
import type { Keeping } from "./finding.ts";
import type { Experiment, Lab } from "./lab.ts";

/** Tasks at every depth, one with a child, and one that is the init of a pid namespace: all must die. */
export const killReachesDescendantsTrial: Experiment = async (lab) => {
  const { caller, inside } = await inhabited(lab);
  const kill = await lab.tryKill("a task outside writes 1 to cgroup.kill of /a", caller, "/a");
  if (kill !== "ok") return walking(lab, caller, inside, kill);
  const gone = lab.note(
    "the tasks in /a and below it",
    (await lab.waitGone(inside)) ? "dead" : "some are alive",
  );
  return gone === "dead"
    ? {
        keptBy: "kernel",
        why: "cgroup.kill (Linux 5.14) kills every task in the cgroup and below, including, according to its documentation, those being forked.",
      }
    : { keptBy: "manager", why: "cgroup.kill leaves tasks alive." };
};

/** A program that walks knows only the tasks it has read. Here one is born after the read and before the kills. */
async function walking(
  lab: Lab,
  caller: AgentSlot,
  inside: readonly [AgentSlot, ...AgentSlot[]],
  kill: string,
): Promise<Keeping> {
  const late = await lab.child(inside[0]);
  for (const slot of inside)
    await lab.trySignal("it kills a task that it has read in /a or below", caller, slot);
  const born = lab.note(
    "a child born in /a after the reading",
    (await lab.lives(late)) ? "lives" : "is dead",
  );
  return born === "lives"
    ? {
        keptBy: "manager",
        why: `There is no cgroup.kill (${kill}): a program walks through the tasks and signals each, and misses those forked meanwhile.`,
      }
    : { keptBy: "kernel", why: "A killed task takes its children along." };
}

/** Tasks above and beside the container must survive. */
export const killSparesOthersTrial: Experiment = async (lab) => {
  const { caller, inside, outside } = await inhabited(lab);
  const kill = await lab.tryKill("a task outside writes 1 to cgroup.kill of /a", caller, "/a");
  if (kill !== "ok") return bySignals(kill);
  await lab.waitGone(inside);
  const lives = await Promise.all(outside.map((slot) => lab.lives(slot)));
  const others = lab.note("the tasks above and beside /a", lives.every(Boolean) ? "live" : "some are dead");
  return others === "live"
    ? { keptBy: "kernel", why: "cgroup.kill kills nothing outside the cgroup." }
    : { keptBy: "manager", why: "cgroup.kill kills tasks outside the cgroup." };
};

async function inhabited(lab: Lab) {
  await lab.containers("/a", "/a/b", "/a/b/c", "/d");
  const caller = await lab.task("");
  const beside = await lab.task("/d");
  const top = await lab.task("/a");
  const middle = await lab.task("/a/b", ["pid"]);
  const init = await lab.child(middle);
  const inside = [top, middle, init, await lab.child(init, "of an init"), await lab.task("/a/b/c")] as const;
  return { caller, inside, outside: [caller, beside] };
}

function bySignals(kill: string): Keeping {
  return {
    keptBy: "manager",
    why: `There is no cgroup.kill (${kill}): a program walks through the tasks and signals each.`,
  };
}
