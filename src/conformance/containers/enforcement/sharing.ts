/** Experiments on who has which namespaces. */
import { KINDS } from "../../../model/kind.ts";
import { cloneFlags } from "../../agent/flags.ts";
import type { Experiment } from "./lab.ts";

/** One of two tasks of a container makes a namespace and stays. */
export const oneNsproxyPerContainerTrial: Experiment = async (lab) => {
  await lab.containers("/a");
  const one = await lab.task("/a");
  const other = await lab.child(one);
  const outcome = await lab.tryUnshare("one of two tasks in /a calls unshare(uts)", one, cloneFlags(["uts"]));
  const [first] = await lab.namespaces(one, ["uts"]);
  const [second] = await lab.namespaces(other, ["uts"]);
  const came = lab.note("their uts namespaces after that", first === second ? "one" : "two");
  return outcome === "ok" && came === "two"
    ? {
        keptBy: "manager",
        why: "unshare(2) knows nothing of cgroups: it leaves the task where it is, with other namespaces.",
      }
    : { keptBy: "kernel", why: `unshare(2) in a cgroup with other tasks gives ${outcome}.` };
};

/** What unshare(2) changes for the caller and for others. */
export const unshareIsolatesTrial: Experiment = async (lab) => {
  await lab.containers("/a");
  const caller = await lab.task("/a");
  const other = await lab.child(caller);
  const before = await lab.namespaces(caller, KINDS);
  await lab.tryUnshare("a task calls unshare(uts | ipc)", caller, cloneFlags(["uts", "ipc"]));
  const after = await lab.namespaces(caller, KINDS);
  const changed = KINDS.filter((_, place) => before[place] !== after[place]);
  lab.note("the kinds that differ afterwards", changed.join(", "));
  const others = (await lab.namespaces(other, KINDS)).join() === before.join();
  lab.note("the namespaces of another task", others ? "the same" : "others");
  return changed.join() === "uts,ipc" && others
    ? {
        keptBy: "kernel",
        why: "unshare(2) gives a new nsproxy to the caller only (create_new_namespaces).",
      }
    : { keptBy: "manager", why: "unshare(2) changes other namespaces than those named." };
};

/** What a child starts with. */
export const forkInheritsTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/a/b");
  const parent = await lab.task("/a/b", ["uts", "net"]);
  const child = await lab.child(parent);
  const areSame =
    (await lab.namespaces(child, KINDS)).join() === (await lab.namespaces(parent, KINDS)).join();
  lab.note("the namespaces of a child, compared with its parent's", areSame ? "the same" : "others");
  const isThere = (await lab.seen(parent, child)) === "/";
  lab.note("its cgroup", isThere ? "the same" : "another");
  return areSame && isThere
    ? {
        keptBy: "kernel",
        why: "clone(2) without flags shares the nsproxy and the cgroup of the parent (copy_namespaces, cgroup_fork).",
      }
    : { keptBy: "manager", why: "A child does not start where its parent is." };
};

/** A call that is refused half-way, and an operation of two calls, the second of which is refused. */
export const refusalChangesNothingTrial: Experiment = async (lab) => {
  await lab.containers("/a");
  const above = await lab.task("");
  const inside = await lab.task("/a", ["uts", "pid"]);
  const init = await lab.child(inside);
  const before = await lab.namespaces(init, KINDS);
  await lab.trySetns("setns(uts | pid) to namespaces above: the pid one may not be entered", init, above, [
    "uts",
    "pid",
  ]);
  const areSame = (await lab.namespaces(init, KINDS)).join() === before.join();
  lab.note("the namespaces after that", areSame ? "the same" : "others");
  await lab.tryMakeContainer("an operation makes a cgroup first", init, "/a/x");
  await lab.tryUnshare("then it calls unshare with a flag that does not exist", init, 1);
  const left = await lab.tryOpen("opening the cgroup after that", init, "/a/x");
  return areSame && left !== "ok"
    ? { keptBy: "kernel", why: "A call that is refused changes nothing." }
    : {
        keptBy: "manager",
        why: areSame
          ? "A call that is refused changes nothing (the new nsproxy is installed at the end); but an operation is several calls, and a refused one does not undo those before it."
          : "setns(2) keeps what it has entered when a later kind is refused.",
      };
};

/** Nothing can be tried. */
export const restartIsFaithfulTrial: Experiment = () =>
  Promise.resolve({
    keptBy: "nobody",
    why: "The kernel keeps no images of tasks: programs such as CRIU assemble them from /proc, ptrace(2) and much else.",
  });
