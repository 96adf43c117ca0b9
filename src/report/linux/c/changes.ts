import type { LinuxObservation, ObservedLinuxTask } from "../../../domains/linux/observation.ts";
import { LINKS, type Link } from "../../../domains/linux/operations.ts";
import type { TaskNumber } from "../../../model/numbers.ts";
import type { NamespaceNames } from "../namespace-names.ts";
import { handleName } from "./calls.ts";
import { constant, quoted } from "./text.ts";

/** What a program expects of a task: as the model shows it, with namespaces by name. */
interface Row {
  readonly state: ObservedLinuxTask["state"];
  readonly parent: number;
  readonly uid: number;
  readonly isCapable: boolean;
  readonly links: Readonly<Partial<Record<Link, string>>>;
}

/** Statements, and what they need of the runtime. */
export interface Changes {
  readonly statements: readonly string[];
  readonly needs: readonly string[];
}

/** What changes from world to world, as statements that keep `expected` in step. */
export class ExpectedWorld {
  readonly names: NamespaceNames;
  #rows: ReadonlyMap<TaskNumber, Row>;
  #handles: ReadonlyMap<string, string> = new Map();

  constructor(names: NamespaceNames, beginning: LinuxObservation) {
    this.names = names;
    this.#rows = rowsOf(beginning, names);
  }

  /** @param caller of the event: a new task is told by how it differs from its caller */
  follow(world: LinuxObservation, caller: TaskNumber): Changes {
    const gone = this.names.follow(world).map((name) => `\tgone(${constant(name)});`);
    const rows = rowsOf(world, this.names);
    const handles = handlesOf(world, this.names);
    const needs = new Set(gone.length > 0 ? ["gone"] : []);
    const statements: string[] = [];
    const all = new Set([...this.#rows.keys(), ...rows.keys()]);
    for (const task of [...all].sort((one, other) => one - other)) {
      const changed = changesOf(task, this.#rows.get(task), rows.get(task), {
        number: caller,
        row: rows.get(caller),
      });
      statements.push(...changed.map((line) => `\t${line}`));
      if (changed.some((line) => line.startsWith("dies("))) needs.add("dies");
    }
    for (const [handle, says] of handles)
      if (this.#handles.get(handle) !== says) statements.push(...says.split("\n").map((line) => `\t${line}`));
    this.#rows = rows;
    this.#handles = handles;
    return { statements: [...gone, ...statements], needs: [...needs] };
  }
}

function rowsOf({ tasks }: LinuxObservation, names: NamespaceNames): Map<TaskNumber, Row> {
  return new Map(
    [...tasks].map(([task, { state, parent, uid, isCapable, links }]) => [
      task,
      {
        state,
        parent,
        uid,
        isCapable,
        links: Object.fromEntries(LINKS.flatMap((link) => [[link, names.of(links[link])]])),
      },
    ]),
  );
}

function handlesOf({ handles, namespaces }: LinuxObservation, names: NamespaceNames): Map<string, string> {
  return new Map(
    [...handles].map(([name, number]) => {
      const place = handleName(name);
      const isActive = namespaces.get(number)?.isActive === true;
      if (!isActive) return [name, `handle_taken[${place}] = true;\nhandle_names[${place}] = NONE;`];
      const namespace = constant(names.of(number) ?? "none");
      return [name, `handle_taken[${place}] = true;\nhandle_names[${place}] = ${namespace};`];
    }),
  );
}

function changesOf(
  task: TaskNumber,
  before: Row | undefined,
  after: Row | undefined,
  caller: { readonly number: TaskNumber; readonly row: Row | undefined },
): string[] {
  const it = `expected[${task}]`;
  if (after === undefined) return before === undefined ? [] : [`${it}.state = GONE;`];
  if (before === undefined)
    return [`${it} = expected[${caller.number}];`, ...differences(it, caller.row ?? after, after)];
  if (before.state === "alive" && after.state !== "alive") {
    const { pid, user } = before.links;
    const dead: Row = { ...before, state: after.state, links: onlyGiven({ pid, user }) };
    return [`dies(${task}, ${constant(after.state)});`, ...differences(it, dead, after)];
  }
  return differences(it, before, after);
}

const onlyGiven = (links: { readonly [link in Link]?: string | undefined }): Row["links"] =>
  Object.fromEntries(Object.entries(links).filter(([, name]) => name !== undefined));

function differences(it: string, before: Row, after: Row): string[] {
  return [
    ...(before.state === after.state ? [] : [`${it}.state = ${constant(after.state)};`]),
    ...(before.parent === after.parent ? [] : [`${it}.parent = ${after.parent};`]),
    ...(before.uid === after.uid ? [] : [`${it}.uid = ${after.uid};`]),
    ...(before.isCapable === after.isCapable ? [] : [`${it}.capable = ${after.isCapable};`]),
    ...LINKS.filter((link) => before.links[link] !== after.links[link]).map(
      (link) => `${it}.ns[${constant(link)}] = ${constant(after.links[link] ?? "none")};`,
    ),
  ];
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
    "/* The user namespace that owns each; of a user namespace, the one around it */",
    "static const enum ns owners[NAMESPACES] = {",
    ...relative("owner"),
    "};",
    "",
    "/* The pid namespace around each */",
    "static const enum ns parents[NAMESPACES] = {",
    ...(relative("parent").length > 0 ? relative("parent") : ["\t[NONE] = NONE,"]),
    "};",
  ].join("\n");
}
