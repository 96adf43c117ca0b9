/** Mutants that nobody can distinguish from the model, and those that no history of few events distinguishes from it, each with the reason. */
import type { Mutation } from "./mutations.ts";

const AS_DEEP = "it takes as many calls as the kernel nests deep";
const FOREIGN = "a second id in a user namespace that another one made and mapped";
const GONE = "nobody asks for what is gone";
const NO_LISTING = "what a list shows is compared by `expect` alone";

/** What the mutant's shortest history must contain, by the beginning of its name. */
const LONG: Readonly<Record<string, string>> = {
  "errno: user too deep": AS_DEEP,
  "errno: pid too deep": AS_DEEP,
  "left out: user too deep": AS_DEEP,
  "left out: pid too deep": AS_DEEP,
  "errno: map a foreign id": FOREIGN,
  "left out: map a foreign id": FOREIGN,
  "condition: only memory !== null of": FOREIGN,
  "order: mount without capability before mount from nowhere":
    "a root directory that is gone, a file, and no capability",
  'effect: without at(world.memories, memory).isDumpable = "yes"':
    "a task that was hidden, a mapped id, and one that looks and may not",
  "condition: only { mounts: copiedMounts(": "a mount, and then nothing else that keeps what it names",
};

/** Why the mutant is the same rule in other words, or cannot be seen, by the beginning of its name. */
const ALIKE: Readonly<Record<string, string>> = {
  "order: list at the end before list after nothing": "a history cannot say the one",
  "errno: list after nothing": "a history cannot say it",
  "left out: list after nothing": "a history cannot say it",
  "order: pid too deep before pid of a foreign user": AS_DEEP,
  "order: user in a chroot before user too deep": AS_DEEP,
  'order: "uts" before "mnt" (setns.ts)': "both are refused with EPERM",
  'order: "ipc" before "uts" (setns.ts)': "both are refused with EPERM",
  'order: "net" before "cgroup" (setns.ts)': "both are refused with EPERM",
  "order: mount from nowhere before no such file": "the kernel is asked for the path of a file that is there",
  "left out: map the initial user": "what comes next is EPERM too",
  "effect: without around.init = null": "nobody comes into its namespace any more",
  "effect: without world.hasListed": NO_LISTING,
  "effect: without world.listed": NO_LISTING,
  "effect: without forget(": GONE,
  "effect: without releaseNamespace(": GONE,
  "effect: without Object.assign(row, { owner: null": GONE,
  "effect: without release(world.": GONE,
  "effect: without world.byAge = world.byAge.filter": GONE,
  'value: "no" in world.hasListed': NO_LISTING,
  'value: "yes" in hasListed': NO_LISTING,
  'value: "all" in makerHad: "none" (world.ts)': "nobody maps the initial user namespace",
  "condition: only isWithin(world, namespace, own) of": "what is not there is within nothing",
  "condition: only !isSpared of": "who has died dies no more",
  'condition: only !holds(scope, "unbornPid") of': "no other kind waits for an init",
  'condition: only (kinds.includes("mnt") || hasNewUser) of': "a copy of what nobody shares is the same",
  "condition: only { parent: like.pid_for_children":
    "the kernel lets go of a pid namespace only a moment after the reaping, so that it is there either way",
  "condition: only handles !== 0 of": "the scope has both",
  "condition: only mounts !== 0 of": "the scope has both",
};

const startingWith = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(table).find(([beginning]) => name.startsWith(beginning))?.[1];

/** Why nobody can distinguish a mutant from the model; `undefined` if it is not known to be so. */
export function whyAlike({ sort, name, file }: Mutation): string | undefined {
  if (sort === "condition" && file === "list.ts") return NO_LISTING;
  return startingWith(ALIKE, name);
}

/** Why the shortest history has more than a few events; `undefined` if it is not known to. */
export const whyLong = ({ name }: Mutation): string | undefined => startingWith(LONG, name);
