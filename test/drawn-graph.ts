import type { ContainerModel } from "../src/domains/containers/container-model.ts";
import { containers } from "../src/domains/containers/domain.ts";
import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import type { ContainerOperationOf } from "../src/domains/containers/operation.ts";
import { always, onEveryStep, sometimes } from "../src/domains/containers/property.ts";
import { FIRST_TASK, ROOT } from "../src/model/numbers.ts";
import type { Always, OnEveryStep, Sometimes } from "../src/model/property.ts";
import { oneOf, record } from "../src/model/shape.ts";

interface Place {
  at: number;
}

const calls = { go: ["path"] } as const;

/** A design whose worlds and calls are the nodes and edges of a graph drawn in a test, and properties about its nodes. */
export interface DrawnGraph {
  readonly model: ContainerModel<Place, ContainerOperationOf<typeof calls>>;
  /** A node is never reached. */
  never(node: number): Always;
  /** No step goes from one node to another; the verdict on any other step is `otherwise`. */
  neverStep(from: number, to: number, otherwise?: "holds" | "no case"): OnEveryStep;
  /** A node is reached. */
  sometime(node: number): Sometimes;
  /** From one node it is always possible to go to another. */
  canAlwaysGo(from: number, to: number): Always;
}

/** @param edges for each node its successors, in the order in which they are tried */
export function drawn(edges: Readonly<Record<number, readonly number[]>>): DrawnGraph {
  const words = { claim: "", source: "a drawn graph" };
  return {
    model: {
      name: "drawn",
      summary: "a drawn graph",
      source: "a test",
      calls,
      domain: containers,
      shows: [],
      initial: () => ({ at: 0 }),
      shape: () => record({ at: oneOf(...Object.keys(edges).map(Number)) }),
      callers: () => [FIRST_TASK],
      operations: ({ at }) =>
        (edges[at] ?? []).map((to) => ({ op: "go", task: FIRST_TASK, path: String(to) })),
      apply: (world, { path }) => {
        if (!edges[world.at]?.includes(Number(path))) return "ENOENT";
        world.at = Number(path);
        return "ok";
      },
      observe: ({ at }) => showing(at),
    },
    never: (node) =>
      always({
        ...words,
        name: `never-${node}`,
        check: (world) => (nodeOf(world) === node ? { broken: `${node} was reached` } : "holds"),
      }),
    neverStep: (from, to, otherwise = "holds") =>
      onEveryStep({
        ...words,
        name: `never-${from}-to-${to}`,
        check: ({ before, after }) =>
          nodeOf(before) === from && nodeOf(after) === to ? { broken: `${from} went to ${to}` } : otherwise,
      }),
    sometime: (node) =>
      sometimes({
        ...words,
        name: `sometimes-${node}`,
        check: (world) => (nodeOf(world) === node ? "holds" : "no case"),
      }),
    canAlwaysGo: (from, to) =>
      always({
        ...words,
        name: `from-${from}-to-${to}`,
        check: (world, _scope, attempt) => {
          if (nodeOf(world) !== from) return "no case";
          const tried = attempt("go", FIRST_TASK, { path: String(to) });
          return tried?.outcome === "ok"
            ? "holds"
            : { broken: "no way", ...(tried && { call: tried.operation }) };
        },
      }),
  };
}

/** The observation of a node: a root with the node as its name. */
function showing(node: number): ContainerObservation {
  return {
    tasks: new Map(),
    containers: new Map([[ROOT, { parent: null, name: String(node) }]]),
    nsproxies: new Map(),
    images: new Map(),
    view: () => [],
    path: () => undefined,
    rootPath: () => "/",
    resolve: () => undefined,
  };
}

function nodeOf(world: ContainerObservation): number {
  return Number(world.containers.get(ROOT)?.name);
}
