import type { NamespaceNumber } from "../../model/numbers.ts";
import { columns } from "../../text/columns.ts";
import { counted } from "../../text/counted.ts";
import { type Paint, plain } from "../../text/paint.ts";
import { enumerated } from "../../text/words.ts";
import { type LinuxObservation, type ObservedFile, type ObservedLinuxTask, OUTSIDE } from "./observation.ts";
import { LINKS } from "./operations.ts";

const NOTHING = "-";

/**
 * A world as text: a line for each task, with the namespaces that it is in or refers to, so equal numbers in one column are one namespace. The lines below
 * say who owns the user and pid namespaces that were made, and what handles, files and mounts name.
 */
export function picture(world: LinuxObservation, paint: Paint = plain): string {
  const heading = ["task", "state", "parent", "uid", "capable", ...LINKS.map(shortLink)].map((word) =>
    paint("dim", word),
  );
  const rows = [...world.tasks].map(([number, task]) => [
    paint("bold", String(number)),
    task.isSubreaper ? `${task.state}, subreaper` : task.state,
    task.parent === OUTSIDE ? "outside" : String(task.parent),
    String(task.uid),
    task.isCapable ? "yes" : "no",
    ...LINKS.map((link) => task.links[link]?.toString() ?? NOTHING),
  ]);
  return [columns([heading, ...rows]), ...namespacesInWords(world), ...namesInWords(world)].join("\n");
}

/** What handles, files and mounts name, a sentence each. */
export function namesInWords(world: LinuxObservation): string[] {
  return [...handlesInWords(world), ...filesInWords(world), ...mountsInWords(world)];
}

const shortLink = (link: string): string => link.replace("_for_children", "→");

/** A sentence for each namespace that stands in another. */
function namespacesInWords({ namespaces }: LinuxObservation): string[] {
  return [...namespaces].flatMap(([number, { kind, owner, parent }]) => {
    if (kind === "user") return owner === null ? [] : [`user ${number} is in user ${owner}.`];
    if (kind === "pid")
      return parent === null ? [] : [`pid ${number} is in pid ${parent}, owned by user ${owner}.`];
    return [];
  });
}

function handlesInWords(world: LinuxObservation): string[] {
  return [...world.handles].map(
    ([name, namespace]) => `handle ${name} names ${namespaceInWords(world, namespace)}.`,
  );
}

function namespaceInWords({ namespaces }: LinuxObservation, number: NamespaceNumber): string {
  const row = namespaces.get(number);
  if (row === undefined) return "what is gone";
  return `${row.kind} ${number}${row.isActive ? "" : ", which is not active"}`;
}

function filesInWords(world: LinuxObservation): string[] {
  return [...world.tasks].flatMap(([number, { files }]: readonly [number, ObservedLinuxTask]) => {
    const inWords = ([name, file]: readonly [string, ObservedFile]) =>
      `${name} (${file.is === "socket" ? "a socket in " : ""}${namespaceInWords(world, file.namespace)})`;
    return files.size === 0 ? [] : [`task ${number} has ${enumerated([...files].map(inWords))}.`];
  });
}

function mountsInWords(world: LinuxObservation): string[] {
  return [...world.namespaces].flatMap(([number, { mounts }]) => {
    const inWords = mounts.map(
      ({ name, namespace, isLocked }) =>
        `${name} (${namespaceInWords(world, namespace)}${isLocked ? ", locked" : ""})`,
    );
    return mounts.length === 0 ? [] : [`mnt ${number} has ${enumerated(inWords)}.`];
  });
}

/** A world on one line: "2 tasks, 1 zombie, 9 namespaces". */
export function summary({ tasks, namespaces }: LinuxObservation): string {
  const inState = (state: string): number =>
    [...tasks.values()].filter((task) => task.state === state).length;
  const [zombies, dying] = [inState("zombie"), inState("dying")];
  return [
    counted(inState("alive"), "task"),
    ...(zombies > 0 ? [counted(zombies, "zombie")] : []),
    ...(dying > 0 ? [`${dying} dying`] : []),
    counted(namespaces.size, "namespace"),
  ].join(", ");
}
