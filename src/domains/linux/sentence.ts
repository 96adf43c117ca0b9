import type { Around } from "../../model/domain-parts.ts";
import type { Model } from "../../model/model.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { Event } from "../../model/operation.ts";
import { meaningOf } from "../../model/outcome.ts";
import { printable } from "../../text/printable.ts";
import { enumerated, named } from "../../text/words.ts";
import type { LinuxObservation, TaskState } from "./observation.ts";
import {
  type AnyLinuxOperation,
  type LinuxCall,
  type LinuxOperation,
  type OperationOfCall,
  SELF,
} from "./operations.ts";

/** An event as an English sentence, on one line and safe to print: it repeats only words of the domain and numbers. */
export function sentence(
  model: Model,
  { operation, outcome }: Event<AnyLinuxOperation>,
  worlds?: Around<LinuxObservation>,
): string {
  const task = `Task ${operation.task}`;
  const [attempt, done] = phraseOf(operation.op, operation);
  if (outcome !== "ok")
    return `${task} tries to ${attempt}, and is refused: ${outcome} (${meaningOf(model, outcome, operation.op)}).`;
  return `${task} ${done}${worlds === undefined ? "" : aftermath(worlds)}.`;
}

/** How a call is worded: after "tries to", and after "Task 1" if it was done. */
type Phrase = readonly [attempt: string, done: string];

const PHRASES: { readonly [Op in LinuxCall]: (operation: OperationOfCall<Op>) => Phrase } = {
  clone: ({ kinds, flags = [] }) => {
    const sharing = flags.length === 0 ? "" : ` (${enumerated(flags.map((flag) => FLAGS[flag]))})`;
    return [`clone a child${withNew(kinds)}${sharing}`, `clones a child${withNew(kinds)}${sharing}`];
  },
  vfork: ({ kinds }) => [
    `clone a child${withNew(kinds)} that ends at once`,
    `clones a child${withNew(kinds)}, which ends at once and is reaped`,
  ],
  unshare: ({ kinds }) => [`unshare ${some(kinds)}`, `unshares ${some(kinds)}`],
  setns: ({ target, kinds }) => [
    `enter ${some(kinds)} of task ${target}`,
    `enters ${some(kinds)} of task ${target}`,
  ],
  setns_fd: ({ target, file }) => [
    `enter what /proc/${target}/ns/${file} names`,
    `enters what /proc/${target}/ns/${file} names`,
  ],
  exit: () => ["exit", "exits"],
  kill: ({ target }) => [`kill task ${target}`, `sends SIGKILL to task ${target}`],
  wait: ({ target }) => [`wait for task ${target}`, `waits for task ${target}`],
  map: ({ target }) => [`map id 0 for task ${target}`, `maps id 0 of the user namespace of task ${target}`],
  drop: () => ["drop all capabilities", "drops all capabilities"],
  setuid: ({ id }) => [`become uid ${id}`, `becomes uid ${id}`],
  subreaper: () => ["become a subreaper", "becomes a subreaper"],
  thread: () => ["start a thread", "starts a second thread"],
  handle: ({ target, kind, handle }) => [
    `have handle ${handle} taken of ${kind} of task ${target}`,
    `has handle ${handle} taken of ${kind} of task ${target}`,
  ],
  open: ({ handle, file }) => [`open handle ${handle} as ${file}`, `opens handle ${handle} as ${file}`],
  setns_handle: ({ handle }) => [`enter what handle ${handle} names`, `enters what handle ${handle} names`],
  nsfile: ({ target, kind, file }) => [
    `get ${kind} of task ${target} as ${file}`,
    `gets ${kind} of task ${target} as ${file}`,
  ],
  setns_file: ({ file }) => [`enter what file ${file} names`, `enters what file ${file} names`],
  close: ({ file }) => [`close file ${file}`, `closes file ${file}`],
  socket: ({ file }) => [`open a socket as ${file}`, `opens a socket as ${file}`],
  sockns: ({ from, file }) => [
    `open the network namespace of socket ${from} as ${file}`,
    `opens the network namespace of socket ${from} as ${file}`,
  ],
  userns: ({ from, file }) => [
    `open the owner of ${from} as ${file}`,
    `opens the owner of ${from} as ${file}`,
  ],
  parent: ({ from, file }) => [
    `open the parent of ${from} as ${file}`,
    `opens the parent of ${from} as ${file}`,
  ],
  bind: ({ file, mount }) => [`mount file ${file} at ${mount}`, `mounts file ${file} at ${mount}`],
  unbind: ({ mount }) => [`unmount ${mount}`, `unmounts ${mount}`],
  list: ({ kinds, owner, after }) => {
    const by =
      owner === undefined
        ? ""
        : owner === SELF
          ? " that its user namespace owns"
          : ` that handle ${owner} owns`;
    const from = after === undefined ? "" : ` after handle ${after}`;
    const words = `${kinds.length === 0 ? "all namespaces" : `${enumerated(kinds)} namespaces`}${by}${from}`;
    return [`list ${words}`, `lists ${words}`];
  },
};

const FLAGS = {
  parent: "as a sibling",
  fs: "sharing root and working directory",
  vm: "sharing memory",
  sysvsem: "sharing semaphore adjustments",
} as const;

function phraseOf<Op extends LinuxCall>(op: Op, operation: LinuxOperation): Phrase {
  // An operation has the type of the call that it names, which the compiler cannot follow through a table; a design may have calls of its own.
  const phrase: ((operation: OperationOfCall<Op>) => Phrase) | undefined = PHRASES[op];
  return phrase?.(operation as OperationOfCall<Op>) ?? [`call ${printable(op)}`, `calls ${printable(op)}`];
}

const some = (kinds: readonly string[]): string => (kinds.length === 0 ? "nothing" : enumerated(kinds));
const withNew = (kinds: readonly string[]): string =>
  kinds.length === 0 ? "" : ` with new ${enumerated(kinds)}`;

/** Which tasks have started, died, and gone. */
function aftermath({ before, after }: Around<LinuxObservation>): string {
  const came = [...after.tasks.keys()].filter((task) => !before.tasks.has(task));
  const became = (state: TaskState) =>
    [...after.tasks]
      .filter(([task, row]) => row.state === state && before.tasks.get(task)?.state !== state)
      .map(([task]) => task);
  const gone = [...before.tasks.keys()].filter((task) => !after.tasks.has(task));
  const parts = [
    told("task", came, "starts", "start"),
    told("task", became("dying"), "is dying", "are dying"),
    told("task", became("zombie"), "is a zombie", "are zombies"),
    told("task", gone, "is gone", "are gone"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `: ${enumerated(parts)}`;
}

function told(noun: string, tasks: readonly TaskNumber[], one: string, several: string): string {
  if (tasks.length === 0) return "";
  return `${named(noun, tasks)} ${tasks.length === 1 ? one : several}`;
}
