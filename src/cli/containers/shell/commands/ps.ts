import type { ContainerObservation, ObservedTask } from "../../../../domains/containers/observation.ts";
import { ownInWords } from "../../../../domains/containers/own-state.ts";
import type { TaskNumber } from "../../../../model/numbers.ts";
import { columns } from "../../../../text/columns.ts";
import { quoted } from "../../../../text/printable.ts";
import { misused } from "../call.ts";
import { type Context, done, type ShellCommand } from "../command.ts";
import { worldIn } from "../session.ts";

/** `ps`: the tasks. */
export const ps: ShellCommand = {
  name: "ps",
  usage: ["ps [-e]"],
  summary: "list the tasks in this task's view; -e: all, as the root sees them",
  calls: [],
  run(context, words) {
    if (words.some((word) => word !== "-e")) throw misused(this.usage, "there is no such option");
    const world = worldIn(context.session);
    const pathOf = words.length > 0 ? everywhere(world) : inView(world, context);
    const { kinds } = context.session.history.scope;
    const nsproxy = world.nsproxies.size > 0 ? ["nsproxy"] : [];
    const tasks = [...world.tasks];
    const own = tasks.some(([, task]) => task.own !== undefined) ? ["own"] : [];
    const head = ["", "task", "container", ...nsproxy, ...kinds, ...own];
    const rows = tasks.flatMap(([number, task]) => {
      const path = pathOf(task);
      return path === undefined ? [] : [rowOf(context.task, number, task, path, kinds)];
    });
    const heading = head.map((word) => context.paint("dim", word));
    return done(context.session, ...columns([heading, ...rows]).split("\n"));
  },
  complete: () => ["-e"],
};

type PathOf = (task: ObservedTask) => string | undefined;

const everywhere =
  (world: ContainerObservation): PathOf =>
  ({ container }) =>
    world.rootPath(container);

const inView =
  (world: ContainerObservation, { task }: Context): PathOf =>
  ({ container }) =>
    task === null ? undefined : world.path(task, container);

function rowOf(
  caller: TaskNumber | null,
  number: TaskNumber,
  { nsproxy, namespaces, own }: ObservedTask,
  path: string,
  kinds: readonly (keyof ObservedTask["namespaces"])[],
): string[] {
  return [
    number === caller ? "*" : "",
    String(number),
    quoted(path),
    ...(nsproxy === undefined ? [] : [String(nsproxy)]),
    ...kinds.map((kind) => String(namespaces[kind] ?? "-")),
    ...(own === undefined ? [] : [ownInWords(own) || "-"]),
  ];
}
