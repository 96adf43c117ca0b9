/** Experiments on what a task sees of other containers and can do to them. */
import type { Experiment } from "./lab.ts";

/** The path that a viewer is shown must lead to the container from where the viewer stands. */
export const namesRoundTripTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/a/b", "/a/b/c");
  const viewer = await lab.task("/a");
  const shown = lab.note(
    "a task in /a reads /proc/PID/cgroup of one in /a/b/c",
    await lab.seen(viewer, await lab.task("/a/b/c")),
  );
  const found = await lab.tryOpen("opening that path below /a", viewer, `/a${shown}`);
  return found === "ok" && shown === "/b/c"
    ? {
        keptBy: "kernel",
        why: "/proc/PID/cgroup shows the path from the root of the reader's cgroup namespace, and the directories have the same path.",
      }
    : { keptBy: "manager", why: `The kernel shows ${shown}, and opening that gives ${found}.` };
};

/** What a task sees of containers outside its view, and what it can still do to them. */
export const viewIsClosedTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/c", "/d");
  const viewer = await lab.task("/a");
  const beside = await lab.task("/c");
  const other = await lab.task("/d");
  lab.note("a task in /a reads /proc/PID/cgroup of one in /c", await lab.seen(viewer, beside));
  const reached = [
    await lab.trySignal("it kills that one by its pidfd", viewer, beside),
    await lab.tryKill("it writes 1 to cgroup.kill of /d, by a mount from outside", viewer, "/d"),
    await lab.tryMove("it moves itself to /c", viewer, "/c"),
  ];
  if (reached.includes("ok"))
    return {
      keptBy: "manager",
      why:
        "A cgroup namespace changes what paths look like (/..), not what can be done: whoever has a pidfd, or the file system mounted from " +
        "outside, and the rights, reaches beyond. Hiding those takes a pid and a mount namespace.",
    };
  await lab.waitGone([other], 0);
  return { keptBy: "kernel", why: "Nothing outside the cgroup namespace can be named or reached." };
};

/** Each ancestor sees a task under its own path, with one name per level between them. */
export const knownByEveryAncestorTrial: Experiment = async (lab) => {
  await lab.containers("/a", "/a/b", "/a/b/c");
  const task = await lab.task("/a/b/c");
  const found: boolean[] = [];
  for (const [container, path] of [
    ["/a", "/b/c"],
    ["/a/b", "/c"],
    ["/a/b/c", "/"],
  ] as const) {
    const shown = await lab.seen(await lab.task(container), task);
    found.push(lab.note(`a task in ${container} reads /proc/PID/cgroup of one in /a/b/c`, shown) === path);
  }
  return found.every(Boolean)
    ? {
        keptBy: "kernel",
        why: "/proc/PID/cgroup shows each reader the path from the root of its own cgroup namespace.",
      }
    : { keptBy: "manager", why: "The paths shown are not relative to the readers." };
};
