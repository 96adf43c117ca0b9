/** What may stand in a history of the domain, as valibot has it. Objects are strict: a field that is not named is refused. */
import * as v from "valibot";
import type { FieldFlaw } from "../../model/domain-parts.ts";
import { KINDS } from "../../model/kind.ts";
import { LARGEST_NUMBER, type TaskNumber } from "../../model/numbers.ts";
import {
  isNumber,
  isObject,
  kind,
  listOf,
  listOfEach,
  name,
  object,
  task,
  text,
  wholeNumber,
  word,
} from "../../schema/pieces.ts";
import { quote } from "../../text/quote.ts";
import { isHandleName, isLinuxName } from "./names.ts";
import { OUTSIDE } from "./observation.ts";
import { CLONE_FLAGS, LINKS, LINUX_CALLS, type LinuxCall, type LinuxOperation, SELF } from "./operations.ts";
import type { LinuxScope } from "./scope.ts";

const NO_NAME = "this is no name here: 1 to 15 of a-z and 0-9, a letter first";
const nameHere = v.pipe(text, v.check(isLinuxName, NO_NAME));
const handle = v.pipe(nameHere, v.check(isHandleName, `no handle is called ${quote(SELF)}`));
const link = word("kind of namespace", LINKS);
const id = v.custom<number>(
  (value) => value === 0 || isNumber(value),
  `this is no whole number from 0 to ${LARGEST_NUMBER}`,
);

/** What each field of an operation may hold. */
const FIELDS = {
  kinds: listOfEach(kind),
  flags: v.exactOptional(listOfEach(word("flag", CLONE_FLAGS))),
  target: task,
  id,
  kind: link,
  handle,
  file: nameHere,
  from: nameHere,
  mount: nameHere,
  owner: v.exactOptional(nameHere),
  after: v.exactOptional(handle),
} as const satisfies v.ObjectEntries;

/** What some fields hold in some calls instead. */
const OTHERWISE: Readonly<Partial<Record<LinuxCall, v.ObjectEntries>>> = {
  setns_fd: { file: link },
};

/** What the fields of a call may hold, as entries of a strict object. */
export function linuxFieldEntries(op: LinuxCall): v.ObjectEntries {
  const taken = LINUX_CALLS[op].map((field) => [field, FIELDS[field]] as const);
  return { ...Object.fromEntries(taken), ...OTHERWISE[op] };
}

/**
 * What is wrong with an operation beside what its schema says, and in which field; nothing where nothing is.
 *
 * @param taken the handles under which something was taken before it in the history
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
  words: `nothing was taken under ${quote(name)} before`,
});

/** A release of the kernel. */
export const VERSION_OF_KERNEL = /^\d+\.\d+(\.\d+)?$/;

/** Every bound may be left out but the kinds, which are all eight. Those of the container designs may stand there, and mean nothing. */
export const linuxScopeSchema = v.pipe(
  object({
    tasks: v.exactOptional(wholeNumber),
    containers: v.exactOptional(wholeNumber),
    kinds: listOfEach(kind),
    names: v.exactOptional(listOfEach(name)),
    images: v.exactOptional(wholeNumber),
    pidLevels: v.exactOptional(wholeNumber),
    userLevels: v.exactOptional(wholeNumber),
    handles: v.exactOptional(id),
    files: v.exactOptional(id),
    mounts: v.exactOptional(id),
    kernel: v.exactOptional(
      v.pipe(text, v.regex(VERSION_OF_KERNEL, 'this is no version of the kernel, such as "6.18"')),
    ),
  }),
  v.transform(
    ({ containers: _containers, names: _names, images: _images, ...bounds }): LinuxScope => ({
      tasks: MANY_TASKS,
      ...bounds,
    }),
  ),
);

/** What a scope says that does not say how many tasks there may be: for a replay it means nothing. */
const MANY_TASKS = KINDS.length;

const comparison = v.strictTuple([link, task, task], "this is no comparison [kind, task, task]");
const nameOf = v.strictTuple([link, task, handle], "this is none of [kind, task, handle]");
const entry = v.union(
  [v.strictTuple([link, task]), v.strictTuple([handle])],
  "this is neither [kind, task] nor [handle]",
);

/** The fields of `expect`, as entries of a strict object. */
export const linuxExpectationEntries = {
  alive: v.exactOptional(listOf(task)),
  zombie: v.exactOptional(listOf(task)),
  dying: v.exactOptional(listOf(task)),
  parent: v.exactOptional(parents()),
  owner: v.exactOptional(listOf(comparison)),
  same: v.exactOptional(listOf(comparison)),
  different: v.exactOptional(listOf(comparison)),
  opens: v.exactOptional(listOf(handle)),
  stale: v.exactOptional(listOf(handle)),
  names: v.exactOptional(listOf(nameOf)),
  listed: v.exactOptional(listOf(entry)),
  unlisted: v.exactOptional(listOf(entry)),
};

/** The parents of tasks. Keys are numbers as texts, so they are looked at one by one. */
function parents() {
  return v.pipe(
    v.custom<Record<string, unknown>>(isObject, "this is no object"),
    v.rawTransform<Record<string, unknown>, ReadonlyMap<TaskNumber, TaskNumber | typeof OUTSIDE>>(
      ({ dataset, addIssue, NEVER }) => {
        const input = dataset.value;
        const found = new Map<TaskNumber, TaskNumber | typeof OUTSIDE>();
        for (const [key, value] of Object.entries(input)) {
          const child = Number(key);
          if (String(child) !== key || !isTask(child)) {
            addIssue({ message: `${quote(key)} is no task's number`, path: [inObject(input, key, "key")] });
            return NEVER;
          }
          if (value !== OUTSIDE && !isTask(value)) {
            addIssue({
              message: `this is neither a task's number nor ${OUTSIDE}`,
              path: [inObject(input, key, "value")],
            });
            return NEVER;
          }
          found.set(child, value);
        }
        return found;
      },
    ),
  );
}

const isTask = (value: unknown): value is TaskNumber => isNumber(value);

const inObject = (
  input: Record<string, unknown>,
  key: string,
  origin: "key" | "value",
): v.ObjectPathItem => ({ type: "object", origin, input, key, value: input[key] });
