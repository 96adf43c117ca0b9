/** What may stand in a history of the domain, as schemas of valibot. Objects are strict: a field that is not named is refused. */
import * as v from "valibot";
import type { FieldFlaw } from "../../model/domain-parts.ts";
import { KINDS } from "../../model/kind.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import {
  byTask,
  isTask,
  kind,
  listOf,
  listOfEach,
  name,
  object,
  task,
  text,
  wholeNumber,
  wholeNumberFrom0,
  word,
} from "../../schema/pieces.ts";
import { quote } from "../../text/quote.ts";
import { KERNEL_VERSION } from "./kernel-version.ts";
import { OUTSIDE } from "./observation.ts";
import { ALL_LINUX_CALLS, flawOfHandle, LINK, LINKS, type LinuxOperation, SELF } from "./operations.ts";
import type { LinuxScope } from "./scope.ts";

const handle = v.pipe(
  text,
  v.check(
    (name) => flawOfHandle(name) === undefined,
    ({ input }) => flawOfHandle(input) ?? "",
  ),
);
const link = word(LINK, LINKS);

/**
 * What is wrong with an operation beyond what its schema checks, and in which field; `undefined` if nothing is.
 *
 * @param taken the handles that were taken before it in the history
 */
export function flawOf(operation: LinuxOperation, taken: ReadonlySet<string>): FieldFlaw | undefined {
  if (operation.op !== "list") return undefined;
  const { owner, after } = operation;
  const isUnknown = (name: string | undefined): name is string => name !== undefined && !taken.has(name);
  if (owner !== SELF && isUnknown(owner)) return nothingTaken("owner", owner);
  return isUnknown(after) ? nothingTaken("after", after) : undefined;
}

const nothingTaken = (field: string, name: string): FieldFlaw => ({
  field,
  words: `no handle was taken under ${quote(name)} before`,
});

const call = word("call of linux", ALL_LINUX_CALLS);

/** Every bound but the kinds may be left out. Bounds of the container designs may stand there, and mean nothing. */
export const linuxScopeSchema = v.pipe(
  object({
    tasks: v.exactOptional(wholeNumber),
    containers: v.exactOptional(wholeNumber),
    kinds: listOfEach(kind),
    names: v.exactOptional(listOfEach(name)),
    images: v.exactOptional(wholeNumber),
    pidLevels: v.exactOptional(wholeNumber),
    userLevels: v.exactOptional(wholeNumber),
    handles: v.exactOptional(wholeNumberFrom0),
    files: v.exactOptional(wholeNumberFrom0),
    mounts: v.exactOptional(wholeNumberFrom0),
    tries: v.exactOptional(listOfEach(call)),
    kernel: v.exactOptional(
      v.pipe(text, v.regex(KERNEL_VERSION, 'this is not a version of the kernel, such as "6.18"')),
    ),
  }),
  v.transform(
    ({ containers: _containers, names: _names, images: _images, ...bounds }): LinuxScope => ({
      tasks: MANY_TASKS,
      ...bounds,
    }),
  ),
);

/** How many tasks there may be in a scope that does not say: for a replay it means nothing. */
const MANY_TASKS = KINDS.length;

const comparison = v.strictTuple([link, task, task], "this is not a comparison [kind, task, task]");
const nameOf = v.strictTuple([link, task, handle], "this is not [kind, task, handle]");
const entry = v.union(
  [v.strictTuple([link, task]), v.strictTuple([handle])],
  "this is neither [kind, task] nor [handle]",
);

const isParent = (value: unknown): value is TaskNumber | typeof OUTSIDE => value === OUTSIDE || isTask(value);

/** The fields of `expect`, as entries of a strict object. */
export const linuxExpectationEntries = {
  alive: v.exactOptional(listOf(task)),
  zombie: v.exactOptional(listOf(task)),
  dying: v.exactOptional(listOf(task)),
  parent: v.exactOptional(byTask(isParent, `this is neither a task's number nor ${OUTSIDE}`)),
  owner: v.exactOptional(listOf(comparison)),
  same: v.exactOptional(listOf(comparison)),
  different: v.exactOptional(listOf(comparison)),
  opens: v.exactOptional(listOf(handle)),
  stale: v.exactOptional(listOf(handle)),
  names: v.exactOptional(listOf(nameOf)),
  listed: v.exactOptional(listOf(entry)),
  unlisted: v.exactOptional(listOf(entry)),
};
