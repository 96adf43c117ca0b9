/** Mutants that no test can distinguish from the program, each with the reason. */
import { OF_ENGINE } from "./equivalents-of-engine.ts";
import { OF_LINUX } from "./equivalents-of-linux.ts";
import type { Equivalent } from "./judge.ts";

const OF_DESIGNS: readonly Equivalent[] = [
  {
    file: "models/nested.ts",
    line: "return number === OUTSIDE ? ownNamespace : nth(made[kind] ?? [], number);",
    was: "[]",
    becomes: '["Stryker was here"]',
    why: "some were made of each kind of the caller's, so that what stands instead is never taken",
  },
  {
    file: "models/nested.ts",
    line: "const place = others.filter((other) => other.name < name).length;",
    was: "other.name < name",
    becomes: "other.name <= name",
    why: "none of the others bears the name",
  },
  {
    file: "models/shared/several-nsproxies.ts",
    line: "return add(world.containers, { parent, name, nsproxy: null, others: [] });",
    was: "[]",
    becomes: '["Stryker was here"]',
    why: "whoever adds a container puts its nsproxies there before anybody looks",
  },
  {
    file: "models/walking-kill.ts",
    line: "if (row.killer !== null && find(world.tasks, row.killer) === undefined) row.killer = null;",
    was: "row.killer !== null",
    becomes: "true",
    why: "the type asks for it: whom nobody is to kill comes to be killed by nobody",
  },
  {
    file: "models/walking-kill.ts",
    line: "if (row.killing !== null && isOver && !this.readAgain(world, task, row.killing)) row.killing = null;",
    was: "row.killing !== null",
    becomes: "true",
    why: "the type asks for it: nobody is in no container, so that nothing is read again",
  },
  {
    file: "models/walking-kill.ts",
    line: "readAgain(_world: World, _task: TaskNumber, _container: ContainerNumber): boolean {",
    was: "{ return false; }",
    becomes: "{}",
    why: "what returns nothing is as good as false to the one who asks",
  },
];

const BEHIND_THE_LAST = "there is nothing behind the last place of a table";
const OF_TABLES: readonly Equivalent[] = [
  {
    file: "src/world/table.ts",
    line: "for (let number = 1; number < table.length; number++) if (table[number] != null) numbers.push(number as N);",
    was: "number < table.length",
    becomes: "number <= table.length",
    why: BEHIND_THE_LAST,
  },
  {
    file: "src/world/table.ts",
    line: "for (let place = 1; place < table.length; place++) {",
    was: "place < table.length",
    becomes: "place <= table.length",
    why: BEHIND_THE_LAST,
  },
  {
    file: "src/world/table.ts",
    line: "for (let number = 1; number < table.length; number++) if (table[number] != null) rows++;",
    was: "number < table.length",
    becomes: "number <= table.length",
    why: BEHIND_THE_LAST,
  },
  {
    file: "src/world/tree.ts",
    line: "for (let number = 1; number < tree.length; number++) {",
    was: "number < tree.length",
    becomes: "number <= tree.length",
    why: BEHIND_THE_LAST,
  },
  {
    file: "src/world/tree.ts",
    line: "for (let number = 1; number < tree.length; number++) if (tree[number]?.parent === container) return true;",
    was: "number < tree.length",
    becomes: "number <= tree.length",
    why: BEHIND_THE_LAST,
  },
  {
    file: "src/world/is-used.ts",
    line: "for (let number = 1; number < tasks.length; number++) if (tasks[number]?.nsproxy === nsproxy) return true;",
    was: "number < tasks.length",
    becomes: "number <= tasks.length",
    why: BEHIND_THE_LAST,
  },
];

const SAME = "a shortcut: what is the same object has not changed, and what follows finds that too";
const NO_HANDLES = "the type asks for it: where handles are absent the property does not apply";
const NO_NUMBER = "the type asks for it: no nsproxy has the number null";
const OF_PROPERTIES: readonly Equivalent[] = [
  ...[
    ["if (before === after) return true;", "before === after", "false"],
    ["if (before === after) return true;", "true", "false"],
    [
      "for (const container of before.keys()) if (!after.has(container)) return false;",
      "!after.has(container)",
      "true",
    ],
    ["return true;", "true", "false"],
    [
      "): boolean {",
      "{ if (before === after) return true; for (const container of before.keys()) if (!after.has(container)) return false; return true; }",
      "{}",
    ],
  ].map(([line = "", was = "", becomes = ""]) => ({
    file: "properties/container-outlives-nsproxy.ts",
    line,
    was,
    becomes,
    why: "a shortcut: where no container is gone, each that is asked for is found there",
  })),
  {
    file: "properties/never-leaves.ts",
    line: 'if (before.tasks === after.tasks) return "no case"; // all are where they were',
    was: "before.tasks === after.tasks",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/container-outlives-nsproxy.ts",
    line: 'if (areAllThere) return "holds";',
    was: "areAllThere",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/never-leaves.ts",
    line: "if (later === undefined || later === earlier) continue;",
    was: "later === earlier",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/only-rename-renames.ts",
    line: 'if (named && before.containers === after.containers) return "holds";',
    was: "named && before.containers === after.containers",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/rename-only-renames.ts",
    line: 'if (before === after) return "holds";',
    was: "before === after",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/unshare-isolates.ts",
    line: "if (task === operation.task || later === undefined || later === earlier) continue;",
    was: "later === earlier",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/unshare-isolates.ts",
    line: "if (later === undefined || later === earlier) continue;",
    was: "later === earlier",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/view-is-closed.ts",
    line: "return before === after ? found : first(first(found, killedOrMoved(step)), renamed(step));",
    was: "before === after",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/view-is-closed.ts",
    line: "if (step.before.tasks === step.after.tasks) return found;",
    was: "step.before.tasks === step.after.tasks",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/view-is-closed.ts",
    line: "if (later === earlier) continue;",
    was: "later === earlier",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/view-is-closed.ts",
    line: "if (step.before.containers === step.after.containers) return found;",
    was: "step.before.containers === step.after.containers",
    becomes: "false",
    why: SAME,
  },
  {
    file: "properties/handle-keeps-nothing.ts",
    line: "for (const [handle, nsproxy] of world.handles ?? []) {",
    was: "[]",
    becomes: '["Stryker was here"]',
    why: NO_HANDLES,
  },
  {
    file: "properties/handle-means-one-thing.ts",
    line: "for (const [handle, nsproxy] of after.handles ?? []) {",
    was: "[]",
    becomes: '["Stryker was here"]',
    why: NO_HANDLES,
  },
  {
    file: "properties/handle-keeps-nothing.ts",
    line: "const row = nsproxy === null ? undefined : world.nsproxies.get(nsproxy);",
    was: "nsproxy === null",
    becomes: "false",
    why: NO_NUMBER,
  },
  {
    file: "properties/handle-means-one-thing.ts",
    line: "if (nsproxy === null || !after.nsproxies.has(nsproxy)) continue;",
    was: "nsproxy === null",
    becomes: "false",
    why: NO_NUMBER,
  },
  {
    file: "properties/kill-reaches-descendants.ts",
    line: 'if (container === undefined) return "no case";',
    was: "container === undefined",
    becomes: "false",
    why: "nobody is in a container that is not there, which is no case either",
  },
  {
    file: "properties/known-by-every-ancestor.ts",
    line: 'const kill = path === undefined ? undefined : attempt("kill", viewer, { path });',
    was: "path === undefined",
    becomes: "false",
    why: "what has no path was told before",
  },
  {
    file: "properties/restart-is-faithful.ts",
    line: 'const image = before.images.get(imageName ?? "");',
    was: '""',
    becomes: '"Stryker was here!"',
    why: "no image has either name",
  },
  {
    file: "properties/restart-is-faithful.ts",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a source
    line: "if (nsproxy !== undefined && before.nsproxies.has(nsproxy)) return `shares nsproxy ${nsproxy}`;",
    was: "nsproxy !== undefined",
    becomes: "true",
    why: "the type asks for it: no nsproxy has the number undefined",
  },
  {
    file: "properties/restart-is-faithful.ts",
    line: "return namespace !== undefined && !isOwn(kind, namespace) && isInUse(before, kind, namespace);",
    was: "namespace !== undefined",
    becomes: "true",
    why: "of a kind that is out of scope the caller has none either, so that it is its own",
  },
  {
    file: "properties/shared/subtree.ts",
    line: "const numbers = sets.flatMap(({ namespaces }) => namespaces[kind] ?? []);",
    was: "[]",
    becomes: '["Stryker was here"]',
    why: "the type asks for it: the sets of a world have the same kinds",
  },
  {
    file: "properties/shared/subtree.ts",
    line: 'if (container === top || row === undefined) return { parent: null, name: "" };',
    was: "row === undefined",
    becomes: "false",
    why: "the type asks for it: each of the containers is one of the world",
  },
  {
    file: "properties/shared/subtree.ts",
    line: "return { parent: row.parent === null ? null : place(containers, row.parent), name: row.name };",
    was: "row.parent === null",
    becomes: "false",
    why: "the type asks for it: what stands below the top has a parent",
  },
];

export const EQUIVALENTS: readonly Equivalent[] = [
  ...OF_DESIGNS,
  ...OF_PROPERTIES,
  ...OF_TABLES,
  ...OF_LINUX,
  ...OF_ENGINE,
];
