import type { Kind } from "../../model/kind.ts";
import type { ContainerNumber, TaskNumber } from "../../model/numbers.ts";
import { WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN, type Slot } from "../agent/operations.ts";
import type { SlotSnapshot } from "../agent/snapshot.ts";
import { NAME_ATTRIBUTE, type Place } from "./directories.ts";
import type { Ground } from "./ground.ts";
import type { Picture, PicturedTask, View } from "./picture.ts";
import type { Script } from "./script.ts";

/** What is known of a world before it is looked at. */
export interface ToLookAt {
  readonly ground: Ground;
  readonly slots: ReadonlyMap<TaskNumber, Slot>;
  readonly places: readonly Place[];
  /** Whose view is looked at. */
  readonly viewer: TaskNumber | undefined;
  /** Whether the names and the number of cgroups are looked at; else they are taken to be what they were. */
  readonly withNames: boolean;
}

/** Where the answers will stand of a look at what the kernel shows. */
export interface Look extends ToLookAt {
  /** One snapshot of all tasks. */
  readonly snapshot: number;
  /** For each place the answer that tells whether the cgroup is there, and what it is called. */
  readonly names: readonly number[];
  /** How many cgroups there are below the root's, where the kernel tells. */
  readonly count: number | undefined;
  readonly seen: ReadonlyMap<TaskNumber, number>;
}

/** An answer of the agent, of whatever sort. */
export interface Answer {
  readonly outcome: string;
  readonly value?: unknown;
}

/** Asks what /proc and the cgroups show. */
export function lookAt(script: Script, what: ToLookAt): Look {
  const { ground, slots, places, viewer, withNames } = what;
  const { version } = ground.hierarchy;
  const viewerSlot = viewer && slots.get(viewer);
  const ask = (path: string) =>
    script.look({
      call: "getxattr",
      slot: MAIN,
      directory: WORKING_DIRECTORY,
      path,
      name: NAME_ATTRIBUTE,
    });
  return {
    ...what,
    snapshot: script.look({
      call: "snapshot",
      show: [...ground.kinds, "cgroups"],
      slots: [...slots.values()],
    }),
    names: withNames && version !== "none" ? places.map(({ path }) => ask(ground.base + path)) : [],
    count:
      withNames && version === "v2"
        ? script.look({
            call: "read",
            slot: MAIN,
            directory: WORKING_DIRECTORY,
            path: `${ground.base}/cgroup.stat`,
          })
        : undefined,
    seen:
      viewerSlot === undefined
        ? new Map()
        : new Map(
            [...slots].map(([task, slot]) => [
              task,
              script.look({ call: "read", slot: viewerSlot, directory: { procOf: slot }, path: "cgroup" }),
            ]),
          ),
  };
}

/** The picture of what was seen. */
export function pictureFrom(look: Look, answers: readonly Answer[]): Picture {
  const names = namesFrom(look, answers);
  const places = new Map(look.places.map((place) => [place.path, place]));
  const pathOf = (directory: string): string => {
    const place = places.get(directory);
    if (place === undefined) return `(the cgroup ${directory})`;
    return place.chain.map(({ container, entry }) => `/${names.get(container) ?? entry}`).join("") || "/";
  };
  const there = look.places.filter(({ container }) => names.has(container));
  const containers = new Set(there.map(({ path }) => pathOf(path)));
  const more = countFrom(look, answers) - (there.length - 1);
  if (more > 0) containers.add(`(${more} that nobody made)`);

  const tasks = new Map<TaskNumber, PicturedTask>();
  let own: string | undefined;
  const snapshots = givenBy<readonly SlotSnapshot[]>(answers[look.snapshot]) ?? [];
  for (const [index, task] of [...look.slots.keys()].entries()) {
    const snapshot = snapshots[index];
    if (snapshot === undefined || snapshot.presence !== "living") continue;
    const directory = directoryOf(look.ground, snapshot);
    if (task === look.viewer) own = directory;
    tasks.set(task, { path: pathOf(directory), namespaces: namespacesOf(snapshot, look.ground.kinds) });
  }
  return { tasks, containers, view: viewFrom(look, answers, own, pathOf) };
}

/** For each container whose cgroup is there what it is called. */
function namesFrom(look: Look, answers: readonly Answer[]): Map<ContainerNumber, string | undefined> {
  const { places, names, ground, withNames } = look;
  if (!withNames || ground.hierarchy.version === "none")
    return new Map(places.map(({ container, attribute }) => [container, attribute]));
  const found = new Map<ContainerNumber, string | undefined>();
  for (const [index, { container }] of places.entries()) {
    const answer = answers[names[index] ?? -1];
    if (answer === undefined || !(answer.outcome === "ok" || answer.outcome === "ENODATA")) continue;
    found.set(container, answer.outcome === "ok" ? textOf(answer) : undefined);
  }
  return found;
}

function countFrom(look: Look, answers: readonly Answer[]): number {
  if (look.count === undefined) return 0;
  const [, count = "0"] = /^nr_descendants (\d+)$/m.exec(textOf(answers[look.count])) ?? [];
  return Number(count);
}

/** The directory of a task's cgroup, from the base on; as it stands where it is outside. */
function directoryOf({ hierarchy, base }: Ground, { cgroups }: SlotSnapshot): string {
  const path = pathIn(givenBy<string>(cgroups) ?? "", hierarchy.line);
  const name = `/${base.split("/").slice(-2).join("/")}`;
  const at = path.indexOf(name);
  const rest = path.slice(at + name.length);
  return at === -1 || !(rest === "" || rest.startsWith("/")) ? path : rest;
}

/** What /proc/PID/cgroup says of a hierarchy. */
function pathIn(cgroups: string, line: string): string {
  const found = cgroups.split("\n").find((other) => other.includes(line)) ?? "";
  return found.slice(found.indexOf(line) + line.length);
}

function namespacesOf({ links }: SlotSnapshot, kinds: readonly Kind[]): Map<Kind, number> {
  return new Map(
    kinds.flatMap((kind) => {
      const value = givenBy<number>(links.get(kind));
      return value === undefined ? [] : [[kind, value] as const];
    }),
  );
}

/** What the viewer was shown, in names: outside its view are paths that lead up from its own cgroup. */
function viewFrom(
  { viewer, seen, ground }: Look,
  answers: readonly Answer[],
  own: string | undefined,
  pathOf: (directory: string) => string,
): View | undefined {
  if (viewer === undefined || own === undefined || seen.size === 0) return undefined;
  const above = pathOf(own) === "/" ? "" : pathOf(own);
  const paths = new Map<TaskNumber, string | undefined>();
  for (const [task, index] of seen) {
    const shown = pathIn(textOf(answers[index]), ground.hierarchy.line);
    const isOutside = shown === "/.." || shown.startsWith("/../");
    const path = pathOf(shown === "/" ? own : own + shown);
    // A cgroup that is nobody's container has no path in names: it is shown as it is.
    const seenAs = path.startsWith(above) ? path.slice(above.length) || "/" : path;
    paths.set(task, isOutside ? undefined : seenAs);
  }
  return { viewer, paths };
}

function textOf(answer: Answer | undefined): string {
  const bytes = givenBy<Uint8Array>(answer);
  return bytes === undefined ? "" : Buffer.from(bytes).toString();
}

/** What was given, of the sort that the request at the place gives. */
function givenBy<Value>(answer: Answer | undefined): Value | undefined {
  return answer?.outcome === "ok" ? (answer.value as Value) : undefined; // the caller knows which request it was
}
