/** Experiments on the names of containers. */
import { NAME_ATTRIBUTE } from "../managed/cgroups.ts";
import type { Experiment } from "./lab.ts";

/** A second container with the same name: created with it, or given it later. */
export const siblingNamesDifferTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/b");
  const caller = await lab.task("");
  const made = await lab.tryMakeContainer("mkdir of a second /a", caller, "/a");
  if (lab.hierarchy.version === "v1") {
    const renamed = await lab.tryRename("rename of /b to /a", caller, "/b", "/a");
    return made === "EEXIST" && renamed === "EEXIST"
      ? { keptBy: "kernel", why: "mkdir(2) and rename(2) fail with EEXIST." }
      : { keptBy: "manager", why: `mkdir(2) gives ${made}, rename(2) ${renamed}.` };
  }
  await lab.trySetAttribute("/a gets the attribute that names it x", caller, "/a", NAME_ATTRIBUTE, "x");
  await lab.trySetAttribute("/b gets the same", caller, "/b", NAME_ATTRIBUTE, "x");
  return {
    keptBy: "manager",
    why: `mkdir(2) gives ${made}; but a name given later is an attribute of the cgroup, and two may have the same one.`,
  };
};

/** The same name under two parents. */
export const sameNameInTwoPlacesTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/b");
  const caller = await lab.task("");
  const outcomes = [
    await lab.tryMakeContainer("mkdir of /a/x", caller, "/a/x"),
    await lab.tryMakeContainer("mkdir of /b/x", caller, "/b/x"),
  ];
  return outcomes.every((outcome) => outcome === "ok")
    ? { keptBy: "kernel", why: "A name is an entry in the parent directory, so each parent can have it." }
    : { keptBy: "nobody", why: "A second directory of the same name is refused." };
};

/** What else changes when a container is renamed. */
export const renameOnlyRenamesTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/a/b");
  const caller = await lab.task("");
  const inside = await lab.task("/a/b", ["uts"]);
  const before = [await lab.seen(inside, inside), ...(await lab.namespaces(inside, ["uts", "cgroup"]))];
  const renamed = await lab.tryRename("rename(2) of /a to /x", caller, "/a", "/x");
  if (renamed !== "ok")
    return {
      keptBy: "manager",
      why: `cgroup2 refuses rename(2) (${renamed}): the name is kept in an attribute, ${NAME_ATTRIBUTE}, which changes nothing else.`,
    };
  const after = [await lab.seen(inside, inside), ...(await lab.namespaces(inside, ["uts", "cgroup"]))];
  const own = lab.note(
    "what the task in it sees of itself",
    after.join() === before.join() ? "the same" : "another",
  );
  return own === "the same"
    ? {
        keptBy: "kernel",
        why: "rename(2) changes only that entry; tasks and cgroups below stay as they are.",
      }
    : { keptBy: "manager", why: "rename(2) changes what the tasks in it see." };
};

/** Whether a name can change without a rename. */
export const onlyRenameRenamesTrial: Experiment = async (lab) => {
  await lab.containers("/a");
  const inside = await lab.task("/a");
  if (lab.hierarchy.version === "v2") {
    const what = "a task in /a gives it another name by the attribute, for itself";
    const outcome = await lab.trySetAttribute(what, inside, "/a", NAME_ATTRIBUTE, "x");
    return outcome === "ok"
      ? {
          keptBy: "manager",
          why: "The name is an attribute, which any task with the right to write may set.",
        }
      : { keptBy: "kernel", why: `The attribute cannot be set by others (${outcome}).` };
  }
  await lab.tryUnshare("a task in /a makes namespaces", inside, 0x0400_0000);
  await lab.exit(await lab.child(inside));
  const still = await lab.tryOpen("opening /a after that, a fork and an exit", inside, "/a");
  return still === "ok"
    ? { keptBy: "kernel", why: "The name is that of the directory, which only rename(2) changes." }
    : { keptBy: "manager", why: `The directory is gone (${still}).` };
};

/** unshare(2) takes no name, but the cgroup that goes with it needs one. */
export const unshareNeedsNoNameTrial: Experiment = async (lab) => {
  await lab.containers("/unnamed1");
  const caller = await lab.task("");
  const unshared = await lab.tryUnshare("unshare(uts)", caller, 0x0400_0000);
  const made = await lab.tryMakeContainer("mkdir of a cgroup with a name that is taken", caller, "/unnamed1");
  return unshared === "ok" && made === "ok"
    ? { keptBy: "kernel", why: "No call is refused for a name." }
    : {
        keptBy: "manager",
        why: `unshare(2) takes no name, but its cgroup needs one, which may be taken (${made}): the program must find a free one.`,
      };
};
