/** Drawn designs: of every shape, and small enough to be searched by brute force. */
import { containers } from "../../../src/domains/containers/domain.ts";
import type { ContainerObservation, Namespaces } from "../../../src/domains/containers/observation.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import type { Kind } from "../../../src/model/kind.ts";
import type { Model } from "../../../src/model/model.ts";
import {
  type ContainerNumber,
  containerNumber,
  type NamespaceNumber,
  namespaceNumber,
  nsproxyNumber,
  type TaskNumber,
  taskNumber,
} from "../../../src/model/numbers.ts";
import type { Operation } from "../../../src/model/operation.ts";
import { type Call, CallDrawer, carryOutIn, type Looks } from "./rules.ts";
import { drawStructure, type Field, roomFor, type Structure, shapeOf, type ValueSort } from "./structure.ts";
import type { Tape } from "./tape.ts";
import { firstWorld, type Row, Rows, type World } from "./world.ts";

/** A scope without meaning: a drawn design has its own bounds. */
export const NO_SCOPE: ContainerScope = {
  tasks: 3,
  containers: 3,
  kinds: ["uts", "net", "ipc"],
  names: [],
  images: 0,
};

export interface DrawnDesign {
  readonly structure: Structure;
  readonly calls: readonly Call[];
  readonly model: Model;
}

/** @param looks what one of its calls looks at. @param names what marks may be: calls look at these, although the shape calls them interchangeable */
export function drawDesign(tape: Tape, looks: Looks, names?: readonly string[]): DrawnDesign {
  const structure = drawStructure(tape, names);
  const rowsAtFirst = new Map(
    structure.tables.map(({ name, largest }) => [name, tape.once(4) ? tape.from(1, largest) : 1]),
  );
  // A design that refuses a new value because none is left looks at how many there are.
  const isScarce = looks === "at values" && tape.once(3);
  const mostValues = (sort: ValueSort): number => (isScarce ? 2 : roomFor(structure, sort) + 1);
  const drawer = new CallDrawer(tape, structure);
  const looking = isScarce ? "at neither" : looks;
  const calls = [
    ...structure.tables.map(({ name }) => drawer.callThatAdds(name)),
    ...tape.times(tape.from(2, 5), (index) => drawer.call(index === 0 ? looking : "at neither")),
  ];
  const first = firstWorld(structure, (name) => rowsAtFirst.get(name) ?? 1);
  const shape = shapeOf(structure, mostValues);
  const model: Model<World> = {
    name: "drawn",
    summary: "a drawn design",
    source: "a test",
    calls: Object.fromEntries(calls.map((_, index) => [`call${index}`, []])),
    domain: containers,
    shows: ["nsproxies", "levels"],
    initial: () => structuredClone(first),
    shape: () => shape,
    callers: (world) => new Rows(structure, world).numbers("task").map(taskNumber),
    operations: (_, task) => calls.map((__, index): Operation => ({ op: `call${index}`, task })),
    apply(world, { op, task }) {
      if (!new Rows(structure, world).numbers("task").includes(task)) return "ESRCH";
      const call = calls[Number(op.slice("call".length))];
      if (call === undefined) throw new RangeError(op);
      const after = structuredClone(world);
      const outcome = carryOutIn(after, structure, call, task, mostValues);
      if (outcome === "ok") Object.assign(world, after);
      return outcome;
    },
    observe: (world) => observationOf(structure, structuredClone(world)),
  };
  return { structure, calls, model };
}

/** The container of what is in none: a number that no cell has, so no permutation changes it. */
const NOWHERE = containerNumber(99);

const KIND_OF: Readonly<Record<ValueSort, Kind>> = { red: "uts", blue: "net", green: "ipc" };

/** Shows the rows of all tables: cells as containers and as nsproxies from 10 on, units as nsproxies. Values in lists are shown as nsproxies too. */
function observationOf(structure: Structure, world: World): ContainerObservation {
  const rows = new Rows(structure, world);
  const fieldsOf = (name: string): readonly Field[] =>
    structure.tables.find((table) => table.name === name)?.fields ?? [];
  const has = (name: string): boolean => structure.tables.some((table) => table.name === name);
  const containerOf = (row: Row, fields: readonly Field[]): ContainerNumber => {
    const link = fields.find((field) => field.is === "row" && field.to === "cell");
    const number = link && row[link.name];
    return typeof number === "number" ? containerNumber(number) : NOWHERE;
  };
  const nsproxies = new Map<
    ReturnType<typeof nsproxyNumber>,
    { container: ContainerNumber; namespaces: Namespaces }
  >();
  const addNsproxies = (first: number, row: Row, fields: readonly Field[]): void => {
    nsproxies.set(nsproxyNumber(first), {
      container: containerOf(row, fields),
      namespaces: setOf(row, fields),
    });
    for (const [index, namespaces] of setsOfLists(row, fields).entries())
      nsproxies.set(nsproxyNumber(first * 100 + index), { container: NOWHERE, namespaces });
  };
  const tasks = new Map(
    rows.numbers("task").map((number) => {
      const [row, fields] = [rows.row("task", number), fieldsOf("task")];
      const container = containerOf(row, fields);
      for (const [index, namespaces] of setsOfLists(row, fields).entries())
        nsproxies.set(nsproxyNumber(7000 + number * 10 + index), { container, namespaces });
      const shown = { container, in: [container], namespaces: setOf(row, fields) };
      return [taskNumber(number), shown] as const;
    }),
  );
  for (const [index, name] of (["unit", "cell"] as const).entries())
    if (has(name))
      for (const number of rows.numbers(name))
        addNsproxies(number + 10 * index, rows.row(name, number), fieldsOf(name));
  addNsproxies(30, world.held, structure.held);
  const cells = new Map(
    (has("cell") ? rows.numbers("cell") : []).map((number) => {
      const [row, fields] = [rows.row("cell", number), fieldsOf("cell")];
      const link = fields.find((field) => field.is === "row" && field.to === "cell");
      const parent = link && row[link.name];
      const marks = fields.flatMap((field) => (field.is === "mark" ? [row[field.name]] : []));
      return [
        containerNumber(number),
        { parent: typeof parent === "number" ? containerNumber(parent) : null, name: marks.join("") },
      ] as const;
    }),
  );
  return {
    tasks,
    containers: cells,
    nsproxies,
    images: new Map(),
    view: () => [...cells.keys()],
    path: () => undefined,
    rootPath: () => "/",
    resolve: () => undefined,
  };
}

/** The values of a row as namespaces: the last of each sort, and no namespace of a kind if it holds no value of the sort. */
function setOf(row: Row, fields: readonly Field[]): Namespaces {
  const set: { -readonly [One in Kind]?: NamespaceNumber } = {};
  for (const field of fields) {
    const value = row[field.name];
    if (field.is === "value" && typeof value === "number") set[KIND_OF[field.sort]] = namespaceNumber(value);
  }
  return set;
}

function setsOfLists(row: Row, fields: readonly Field[]): Namespaces[] {
  return fields.flatMap((field) => {
    const values = row[field.name];
    if (field.is !== "values" || !Array.isArray(values)) return [];
    return values.map((value): Namespaces => ({ [KIND_OF[field.sort]]: namespaceNumber(value) }));
  });
}

/** The tasks of a world, for a property. */
export function tasksOf({ tasks }: ContainerObservation): TaskNumber[] {
  return [...tasks.keys()];
}
