import { KINDS, type Kind } from "../../model/kind.ts";
import { type ContainerNumber, ROOT, type TaskNumber } from "../../model/numbers.ts";
import { columns } from "../../text/columns.ts";
import { type Paint, plain } from "../../text/paint.ts";
import { quoted, shortened } from "../../text/printable.ts";
import { enumerated } from "../../text/words.ts";
import { handlesInWords } from "./handles-in-words.ts";
import type { ContainerObservation, Namespaces, OwnState } from "./observation.ts";
import { ownInWords } from "./own-state.ts";

const WIDEST_LABEL = 40;
const NOTHING = "-";

/** A set of namespaces in a container, and the tasks there that use it. */
interface Stand {
  readonly nsproxy: string;
  readonly namespaces: Namespaces;
  readonly tasks: readonly TaskNumber[];
}

/**
 * A world of any design as text: the tree of containers, a line for each set of namespaces in one. A column for each kind
 * has the namespaces' numbers, so equal numbers in one column are one namespace; the lines below the tree say who shares
 * what. A container without a nsproxy says "none". The names are those that the root sees.
 */
export function tree(world: ContainerObservation, paint: Paint = plain): string {
  const own = ownInWords(world.own);
  return [
    table(world, linesOf(world), paint),
    ...sharedInWords(world, sharings(world, kindsOf(world))),
    ...handlesInWords(world).map((words) => `There is ${words}.`),
    ...(own === "" ? [] : [`The world has ${own}.`]),
  ].join("\n");
}

/** Some containers of a world as rows. */
export function table(world: ContainerObservation, lines: readonly TreeLine[], paint: Paint = plain): string {
  const kinds = kindsOf(world);
  const hasNsproxies = world.nsproxies.size > 0;
  const head = ["container", "no.", ...(hasNsproxies ? ["nsproxy"] : []), ...kinds, "tasks"];
  const shared = sharings(world, kinds);
  const rows = lines.flatMap(({ label, container }) =>
    rowsOf(standsIn(world, container)).map(({ nsproxy, namespaces, tasks }, index) => [
      index === 0 ? paint("bold", label) + ownPart(world.containers.get(container)?.own) : "",
      index === 0 ? String(container) : "",
      ...(hasNsproxies ? [nsproxy] : []),
      ...kinds.map((kind) => namespaceCell(kind, namespaces, shared, paint)),
      tasks.map((task) => taskInWords(world, task)).join(", ") || NOTHING,
    ]),
  );
  const heading = head.map((word) => paint("dim", word));
  return columns([heading, ...rows]);
}

/** A design's own fields there, in brackets. */
function ownPart(own: OwnState | undefined): string {
  const words = ownInWords(own);
  return words === "" ? "" : ` (${words})`;
}

/** A container's line in the drawing of the tree. */
export interface TreeLine {
  readonly label: string;
  readonly container: ContainerNumber;
}

/** The drawing: the root first, then what stands in it, in order of number. Without levels all stand beside the root. */
function linesOf(world: ContainerObservation): TreeLine[] {
  const tops = [...world.containers.keys()].filter((number) => world.containers.get(number)?.parent === null);
  return tops.flatMap((top) => [
    { label: labelOf(top === ROOT ? "/" : world.rootPath(top)), container: top },
    ...below(world, top, ""),
  ]);
}

function below(world: ContainerObservation, parent: ContainerNumber, indent: string): TreeLine[] {
  const children = [...world.containers].filter(([, container]) => container.parent === parent);
  return children.flatMap(([number, { name }], index) => {
    const isLast = index === children.length - 1;
    return [
      { label: `${indent}${isLast ? "└─ " : "├─ "}${labelOf(name)}`, container: number },
      ...below(world, number, `${indent}${isLast ? "   " : "│  "}`),
    ];
  });
}

const labelOf = (name: string): string => shortened(quoted(name), WIDEST_LABEL);

function kindsOf(world: ContainerObservation): Kind[] {
  const sets = [...world.tasks.values(), ...world.nsproxies.values()].map(({ namespaces }) => namespaces);
  return KINDS.filter((kind) => sets.some((namespaces) => namespaces[kind] !== undefined));
}

/** The sets of namespaces in a container: its nsproxies, or, in a design without them, what its tasks have. */
function standsIn(world: ContainerObservation, container: ContainerNumber): Stand[] {
  const tasks = [...world.tasks].filter(([, task]) => task.container === container);
  const stands = new Map<string, Stand & { tasks: TaskNumber[] }>();
  for (const [number, nsproxy] of world.nsproxies) {
    if (nsproxy.container !== container) continue;
    stands.set(String(number), {
      nsproxy: `${number}${ownPart(nsproxy.own)}`,
      namespaces: nsproxy.namespaces,
      tasks: [],
    });
  }
  for (const [number, { nsproxy, namespaces }] of tasks) {
    const key = nsproxy === undefined ? JSON.stringify(namespaces) : String(nsproxy);
    const stand = stands.get(key) ?? {
      nsproxy: nsproxy === undefined ? NOTHING : key,
      namespaces,
      tasks: [],
    };
    stand.tasks.push(number);
    stands.set(key, stand);
  }
  return [...stands.values()];
}

const EMPTY: Stand = { nsproxy: "none", namespaces: {}, tasks: [] };

const rowsOf = (stands: Stand[]): Stand[] => (stands.length === 0 ? [EMPTY] : stands);

/** A task's number, and the containers that it is in without standing in or below them. */
function taskInWords(world: ContainerObservation, number: TaskNumber): string {
  const task = world.tasks.get(number);
  const above = new Set<ContainerNumber>();
  for (
    let here: ContainerNumber | null = task?.container ?? null;
    here !== null;
    here = world.containers.get(here)?.parent ?? null
  )
    above.add(here);
  const also = task?.in.filter((container) => !above.has(container)) ?? [];
  const remarks = [
    ...(also.length === 0
      ? []
      : [`also in ${enumerated(also.map((container) => labelOf(world.rootPath(container))))}`]),
    ...[ownInWords(task?.own)].filter((words) => words !== ""),
  ];
  return remarks.length === 0 ? String(number) : `${number} (${remarks.join("; ")})`;
}

/** For each namespace that several containers use, by kind and number: those containers. */
type Sharings = ReadonlyMap<
  string,
  { readonly kind: Kind; readonly containers: ReadonlySet<ContainerNumber> }
>;

const keyOf = (kind: Kind, number: number): string => `${kind} ${number}`;

function sharings(world: ContainerObservation, kinds: readonly Kind[]): Sharings {
  const uses = new Map<string, { kind: Kind; containers: Set<ContainerNumber> }>();
  for (const container of world.containers.keys()) {
    for (const { namespaces } of standsIn(world, container)) {
      for (const kind of kinds) {
        const number = namespaces[kind];
        if (number === undefined) continue;
        const use = uses.get(keyOf(kind, number)) ?? { kind, containers: new Set() };
        use.containers.add(container);
        uses.set(keyOf(kind, number), use);
      }
    }
  }
  return new Map([...uses].filter(([, { containers }]) => containers.size > 1));
}

function namespaceCell(kind: Kind, namespaces: Namespaces, shared: Sharings, paint: Paint): string {
  const number = namespaces[kind];
  if (number === undefined) return NOTHING;
  return shared.has(keyOf(kind, number)) ? paint("cyan", String(number)) : String(number);
}

/** "/ and /a share uts and ipc.": one sentence for all kinds that the same containers share. */
function sharedInWords(world: ContainerObservation, shared: Sharings): string[] {
  const kindsByPlace = new Map<string, Kind[]>();
  for (const { kind, containers } of shared.values()) {
    const paths = enumerated([...containers].map((container) => labelOf(world.rootPath(container))));
    kindsByPlace.set(paths, [...(kindsByPlace.get(paths) ?? []), kind]);
  }
  return [...kindsByPlace].map(([paths, kinds]) => `${paths} share ${enumerated(kinds)}.`);
}
