import type { Changes, Difference, TaskChange } from "../expected-world.ts";
import type { NamespaceNames } from "../namespace-names.ts";
import { handleName } from "./calls.ts";
import { constant, quoted } from "./text.ts";

/** Changes as statements that keep `expected` up to date, and what they need of the runtime. */
export function changesInC({ gone, tasks, handles }: Changes): {
  readonly statements: readonly string[];
  readonly needs: readonly string[];
} {
  const statements = [
    ...gone.map((name) => `gone(${constant(name)});`),
    ...tasks.flatMap(taskInC),
    ...handles.flatMap(([handle, namespace]) => [
      `handle_taken[${handleName(handle)}] = true;`,
      `handle_names[${handleName(handle)}] = ${constant(namespace ?? "none")};`,
    ]),
  ];
  return {
    statements: statements.map((line) => `\t${line}`),
    needs: [
      ...(gone.length > 0 ? ["gone"] : []),
      ...(tasks.some(({ what }) => what.is === "dies") ? ["dies"] : []),
    ],
  };
}

function taskInC({ task, what, differences }: TaskChange): string[] {
  const it = `expected[${task}]`;
  return [
    ...(what.is === "goes" ? [`${it}.state = GONE;`] : []),
    ...(what.is === "begins" ? [`${it} = expected[${what.like}];`] : []),
    ...(what.is === "dies" ? [`dies(${task}, ${constant(what.state)});`] : []),
    ...differences.map((difference) => `${it}.${differenceInC(difference)};`),
  ];
}

function differenceInC({ field, value }: Difference): string {
  switch (field) {
    case "state":
      return `state = ${constant(String(value))}`;
    case "parent":
    case "uid":
      return `${field} = ${value}`;
    case "isCapable":
      return `capable = ${value}`;
    default:
      return `ns[${constant(field)}] = ${constant(String(value ?? "none"))}`;
  }
}

/** The namespaces of a history as declarations. */
export function namespacesInC(names: NamespaceNames): string {
  const all = names.all;
  const lines = (row: (name: string) => string | undefined): string[] =>
    all.flatMap((name) => {
      const said = row(name);
      return said === undefined ? [] : [`\t[${constant(name)}] = ${said},`];
    });
  const relative = (which: "owner" | "parent") =>
    lines((name) => {
      const found = names.relatives.get(name)?.[which];
      return found === undefined ? undefined : constant(found);
    });
  return [
    "/* The namespaces of the history. Those with a 0 are the initial ones. */",
    "enum ns {",
    "\tNONE,",
    ...all.map((name) => `\t${constant(name)},`),
    "\tNAMESPACES",
    "};",
    "",
    "static const char *const namespace_names[NAMESPACES] = {",
    '\t[NONE] = "none",',
    ...lines(quoted),
    "};",
    "",
    "/* The user namespace that owns each; for a user namespace, its parent */",
    "static const enum ns owners[NAMESPACES] = {",
    ...relative("owner"),
    "};",
    "",
    "/* The parent of each pid namespace */",
    "static const enum ns parents[NAMESPACES] = {",
    ...(relative("parent").length > 0 ? relative("parent") : ["\t[NONE] = NONE,"]),
    "};",
  ].join("\n");
}
