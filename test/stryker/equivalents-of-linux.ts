/** Mutants of `linux` and its properties that no test can distinguish from the program, each with the reason. */
import type { Equivalent } from "./judge.ts";

const SOME_TEXT = '["Stryker was here"]';
const NO_FLAG = "no flag is called so";
const NO_KIND = "no kind is called so";
const NO_CALL = "the type asks for it: what is undefined is no call";
const UNIQUE = "no two bear one name";
const UNDEFINED = "the type asks for it: nothing is named by nothing";

export const OF_LINUX: readonly Equivalent[] = [
  {
    file: "models/linux/carry-out.ts",
    line: 'if (result === "ok") {',
    was: 'result === "ok"',
    becomes: "true",
    why: "what a refusal leaves is in use as it was before",
  },
  {
    file: "models/linux/clone.ts",
    line: "{ task, kinds, flags = [] }: Clone,",
    was: "[]",
    becomes: SOME_TEXT,
    why: NO_FLAG,
  },
  {
    file: "models/linux/clone.ts",
    line: "const { task, kinds, flags = [] } = operation;",
    was: "[]",
    becomes: SOME_TEXT,
    why: NO_FLAG,
  },
  {
    file: "models/linux/clone.ts",
    line: "{ kinds, flags = [] }: Clone,",
    was: "[]",
    becomes: SOME_TEXT,
    why: NO_FLAG,
  },
  {
    file: "models/linux/exit.ts",
    line: 'if (row.state !== "alive") return;',
    was: 'row.state !== "alive"',
    becomes: "false",
    why: "who has died before comes to have died again, and is a zombie at once or not by the same rule",
  },
  {
    file: "models/linux/files.ts",
    line: "one.name < other.name ? -1 : 1,",
    was: "one.name < other.name",
    becomes: "one.name <= other.name",
    why: UNIQUE,
  },
  {
    file: "models/linux/files.ts",
    line: 'return namespace !== null && isWithin(world, namespace, own) ? namespace : "relative outside";',
    was: "namespace !== null",
    becomes: "true",
    why: "the type asks for it: what is not there is within nothing",
  },
  {
    file: "models/linux/handles.ts",
    line: "(one, two) => (one.name < two.name ? -1 : 1),",
    was: "one.name < two.name",
    becomes: "one.name <= two.name",
    why: UNIQUE,
  },
  {
    file: "models/linux/list.ts",
    line: "owner === SELF ? caller.credentials.user : owner === undefined ? undefined : namedBy(world, owner);",
    was: "owner === undefined",
    becomes: "false",
    why: UNDEFINED,
  },
  {
    file: "models/linux/list.ts",
    line: '(by === undefined || !active.has(by) || at(world.namespaces, by).kind !== "user")',
    was: "by === undefined",
    becomes: "false",
    why: "the type asks for it: what is not there is not active",
  },
  {
    file: "models/linux/list.ts",
    line: "const from = after === undefined ? undefined : namedBy(world, after);",
    was: "after === undefined",
    becomes: "false",
    why: UNDEFINED,
  },
  {
    file: "models/linux/list.ts",
    line: "const younger = inOrderOfAge(world).slice(from === undefined ? 0 : inOrderOfAge(world).indexOf(from) + 1);",
    was: "from === undefined",
    becomes: "false",
    why: "the type asks for it: what is nowhere has the place -1",
  },
  {
    file: "models/linux/mounts.ts",
    line: 'if (mounts[top]?.isLocked === "yes") return "unmount the locked";',
    was: "mounts[top]?.isLocked",
    becomes: "mounts[top].isLocked",
    why: "the type asks for it: there is a mount in the place that was found",
  },
  {
    file: "models/linux/provocations.ts",
    line: '...("kinds" in operation ? operation.kinds : []),',
    was: "[]",
    becomes: SOME_TEXT,
    why: NO_KIND,
  },
  {
    file: "models/linux/provocations.ts",
    line: '...("kind" in operation ? [kindOf(operation.kind)] : []),',
    was: "[]",
    becomes: SOME_TEXT,
    why: NO_KIND,
  },
  {
    file: "models/linux/provocations.ts",
    line: '...(operation.op === "setns_fd" ? [kindOf(operation.file)] : []),',
    was: "[]",
    becomes: SOME_TEXT,
    why: NO_KIND,
  },
  {
    file: "models/linux/rules.ts",
    line: "const call = op !== undefined && isLinuxCall(op) ? op : undefined;",
    was: "op !== undefined && isLinuxCall(op)",
    becomes: "true",
    why: "the type asks for it: of what is no call nothing is said",
  },
  {
    file: "models/linux/rules.ts",
    line: "const call = op !== undefined && isLinuxCall(op) ? op : undefined;",
    was: "op !== undefined && isLinuxCall(op)",
    becomes: "op !== undefined || isLinuxCall(op)",
    why: "the type asks for it: of what is no call nothing is said",
  },
  {
    file: "models/linux/rules.ts",
    line: "const call = op !== undefined && isLinuxCall(op) ? op : undefined;",
    was: "op !== undefined",
    becomes: "true",
    why: NO_CALL,
  },
  {
    file: "models/linux/rules.ts",
    line: "const histories = op !== undefined && isLinuxCall(op) ? Object.entries(PROVOCATIONS[op]) : [];",
    was: "op !== undefined",
    becomes: "true",
    why: NO_CALL,
  },
  {
    file: "models/linux/rules.ts",
    line: "const histories = op !== undefined && isLinuxCall(op) ? Object.entries(PROVOCATIONS[op]) : [];",
    was: "[]",
    becomes: SOME_TEXT,
    why: "no refusal is called by one letter",
  },
  {
    file: "models/linux/tries.ts",
    line: "return mnt !== null && at(world.namespaces, mnt).mounts.length < mountNames(scope).length;",
    was: "mnt !== null",
    becomes: "true",
    why: "the type asks for it: whoever calls is in a mount namespace",
  },
  {
    file: "properties/linux/handle-means-one-thing.ts",
    line: "if (named === undefined || before.namespaces.get(named)?.kind !== kind) return false;",
    was: "named === undefined",
    becomes: "false",
    why: "the type asks for it: there is no namespace without a number",
  },
  {
    file: "properties/linux/kill-reaches-descendants.ts",
    line: '...(first !== undefined && { call: { op: "exit", task: first } }),',
    was: "first !== undefined",
    becomes: "true",
    why: "the type asks for it: there are two tasks or more",
  },
  {
    file: "properties/linux/named-when-empty.ts",
    line: "world.namespaces.get(namespace)?.isActive === true &&",
    was: "world.namespaces.get(namespace)?.isActive",
    becomes: "world.namespaces.get(namespace).isActive",
    why: "the type asks for it: the namespace is one of the world",
  },
  {
    file: "properties/linux/shared/namespaces.ts",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a line of a source
    line: 'kind === "pid" || kind === "time" ? [kind, `${kind}_for_children`] : [kind];',
    was: 'kind === "pid" || kind === "time"',
    becomes: "true",
    why: "the type asks for it: of other kinds no task has such a file, so that it names nothing",
  },
];
