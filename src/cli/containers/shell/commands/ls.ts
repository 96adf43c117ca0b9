import { ownInWords } from "../../../../domains/containers/own-state.ts";
import { tasksInWords } from "../../../../domains/containers/place.ts";
import type { ContainerNumber } from "../../../../model/numbers.ts";
import { columns } from "../../../../text/columns.ts";
import { inQuotes, quoted } from "../../../../text/printable.ts";
import { type Caller, callerOf, misused } from "../call.ts";
import { Complaint, done, type ShellCommand, STATUS } from "../command.ts";
import { pathFrom, pathsInView, splitPath } from "../paths.ts";

const FLAGS = /^-[lR1]+$/;

/** `ls`: what the caller sees of the tree. */
export const ls: ShellCommand = {
  name: "ls",
  usage: ["ls [-lR] [PATH]"],
  summary: "list the containers in a container, as this task sees them",
  details: "-l shows details of each one, -R lists all levels below it.",
  calls: [],
  run(context, words) {
    const flags = words.filter((word) => word.startsWith("-"));
    const [path = ".", ...rest] = words.filter((word) => !word.startsWith("-"));
    const unknown = flags.find((flag) => !FLAGS.test(flag));
    if (unknown !== undefined) throw misused(this.usage, `there is no option ${inQuotes(unknown)}`);
    if (rest.length > 0) throw misused(this.usage, "it takes one path");
    const caller = callerOf(context);
    const container = caller.world.resolve(caller.task, pathFrom(caller, path));
    const top = container === undefined ? undefined : caller.world.path(caller.task, container);
    if (top === undefined)
      throw new Complaint(`ls: cannot access ${inQuotes(path)}: No such file or directory`, STATUS.refused);

    const listing = flags.some((flag) => flag.includes("l")) ? longListing : shortListing;
    if (!flags.some((flag) => flag.includes("R"))) return done(context.session, ...listing(caller, top));
    const tops = pathsInView(context).filter((other) => other === top || isBelow(other, top));
    const sections = tops.sort().flatMap((here) => ["", `${quoted(here)}:`, ...listing(caller, here)]);
    return done(context.session, ...sections.slice(1));
  },
  complete: (context, words) =>
    words.length === 0 ? ["-l", "-R", ...pathsInView(context)] : pathsInView(context),
};

const isBelow = (path: string, top: string): boolean =>
  path !== "/" && path.startsWith(top === "/" ? "/" : `${top}/`);

/** A container directly below a path: its canonical path without its last component is that path. */
interface Child {
  readonly name: string;
  readonly container: ContainerNumber;
}

/** The containers directly below a path, sorted by name like ls(1). */
function childrenOf({ task, world }: Caller, top: string): Child[] {
  const children = world.view(task).flatMap((container) => {
    const path = world.path(task, container);
    if (path === undefined || path === "/") return [];
    const { parent, name } = splitPath(path);
    return (parent.length > 1 ? parent.slice(0, -1) : parent) === top ? [{ name, container }] : [];
  });
  return children.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function shortListing(caller: Caller, top: string): string[] {
  return childrenOf(caller, top).map(({ name }) => quoted(name));
}

function longListing(caller: Caller, top: string): string[] {
  const rows = childrenOf(caller, top).map(({ name, container }) => [
    quoted(name),
    `container ${container}`,
    nsproxiesIn(caller, container),
    tasksIn(caller, container),
    ...ownOf(caller, container),
  ]);
  return rows.length === 0 ? [] : columns(rows).split("\n");
}

/** The design's own state of a container, in words; empty if the design has none. */
function ownOf({ world }: Caller, container: ContainerNumber): string[] {
  const own = world.containers.get(container)?.own;
  return own === undefined ? [] : [ownInWords(own)];
}

function nsproxiesIn({ world }: Caller, container: ContainerNumber): string {
  const here = [...world.nsproxies].filter(([, nsproxy]) => nsproxy.container === container);
  return here.length === 0 ? "no nsproxy" : `nsproxy ${here.map(([number]) => number).join(", ")}`;
}

function tasksIn({ world }: Caller, container: ContainerNumber): string {
  const here = [...world.tasks].filter(([, task]) => task.container === container).map(([number]) => number);
  return here.length === 0 ? "no task" : tasksInWords(here);
}
