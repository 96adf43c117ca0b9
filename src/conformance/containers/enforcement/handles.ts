/** Experiments on the handles of namespaces, which the kernel has since 6.18. */
import type { Experiment, Lab } from "./lab.ts";

/** The outcome of opening a handle while a task is in the namespace, and after the last one has gone. */
async function beforeAndAfter(lab: Lab): Promise<{ alive: string; gone: string; handle: Uint8Array }> {
  await lab.containers("/a");
  const task = await lab.task("/a", ["uts"]);
  const handle = await lab.handle(task, "uts");
  const alive = await lab.tryOpenHandle("open_by_handle_at of the uts namespace of a task in /a", handle);
  await lab.exit(task);
  const gone = await lab.tryOpenHandle("the same after the task is gone", handle, "is gone");
  return { alive, gone, handle };
}

/** Whether a namespace goes away although there is a handle to it. */
export const handleKeepsNothingTrial: Experiment = async (lab) => {
  const { alive, gone } = await beforeAndAfter(lab);
  return alive === "ok" && gone === "ESTALE"
    ? {
        keptBy: "kernel",
        why: "A handle holds no reference: the namespace goes away with its last task, and opening it then gives ESTALE.",
      }
    : { keptBy: "nobody", why: `Opening it gives ${alive}, and, once no task is in it, ${gone}.` };
};

/** Whether a handle can always be opened once it was taken. */
export const handleEntersTrial: Experiment = async (lab) => {
  const { gone } = await beforeAndAfter(lab);
  return gone === "ok"
    ? { keptBy: "kernel", why: "A handle keeps what it names." }
    : {
        keptBy: "nobody",
        why: `A handle outlives its namespace: opening it then gives ${gone}, and nothing can be entered with it.`,
      };
};

/** Whether a handle may come to refer to a namespace that was made later. */
export const handleMeansOneThingTrial: Experiment = async (lab) => {
  const { handle } = await beforeAndAfter(lab);
  await lab.task("/a", ["uts"]);
  const later = await lab.tryOpenHandle("the same when another task has made a uts namespace", handle);
  return later === "ESTALE"
    ? { keptBy: "kernel", why: "A handle contains the namespace's id, which is never reused." }
    : { keptBy: "nobody", why: `Opening it gives ${later} once there is another namespace.` };
};
