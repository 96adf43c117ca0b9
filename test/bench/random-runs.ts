/** Measures how far random runs get: `node --import tsx test/bench/random-runs.ts`. */

import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import type { ContainerOperation } from "../../src/domains/containers/operation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { RandomRuns } from "../../src/engine/random-runs.ts";
import { TransitionGraph } from "../../src/engine/transition-graph.ts";
import { finish } from "../../src/history/finish.ts";
import { CONTAINER_MODELS } from "../container-models.ts";

const SCOPES: readonly { name: string; scope: ContainerScope; runs: number; length: number }[] = [
  {
    name: "3 3 1 1 1",
    scope: { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 1 },
    runs: 500,
    length: 20,
  },
  {
    name: "3 3 2 1 0",
    scope: { tasks: 3, containers: 3, kinds: ["uts", "ipc"], names: ["a"], images: 0 },
    runs: 500,
    length: 20,
  },
  {
    name: "8 12 3 2 2",
    scope: { tasks: 8, containers: 12, kinds: ["mnt", "uts", "net"], names: ["a", "b"], images: 2 },
    runs: 100,
    length: 50,
  },
];

const SEEDS = [1, 2, 3];

/** What the runs have reached. */
class Tally {
  events = 0;
  ok = 0;
  depth = 0;
  readonly worlds = new Set<string>();
  readonly steps = new Set<string>();
  readonly nodes = new Set<number>();
  readonly succeeded = new Map<string, number>();
  readonly #model: ContainerModel;
  readonly #scope: ContainerScope;
  readonly #graph: TransitionGraph | undefined;

  constructor(model: ContainerModel, scope: ContainerScope, graph: TransitionGraph | undefined) {
    this.#model = model;
    this.#scope = scope;
    this.#graph = graph;
    for (const op of Object.keys(model.calls)) this.succeeded.set(op, 0);
  }

  add(operations: readonly ContainerOperation[]): void {
    const world = this.#model.initial(this.#scope);
    let isInScope = true;
    for (const operation of operations) {
      const before = JSON.stringify(world);
      const outcome = this.#model.apply(world, operation, this.#scope);
      this.events++;
      const after = JSON.stringify(world);
      this.worlds.add(after);
      this.steps.add(before + JSON.stringify(operation));
      if (outcome === "ok") {
        this.ok++;
        this.succeeded.set(operation.op, (this.succeeded.get(operation.op) ?? 0) + 1);
      }
      isInScope &&=
        operation.name === undefined || outcome !== "ok" || this.#scope.names.includes(operation.name);
      isInScope &&= operation.image === undefined || outcome !== "ok" || /^image[12]$/.test(operation.image);
      if (this.#graph !== undefined && isInScope)
        this.nodes.add(this.#graph.locate(structuredClone(world)).node);
      for (const { in: containers } of this.#model.observe(world, this.#scope).tasks.values())
        this.depth = Math.max(this.depth, containers.length);
    }
  }
}

const chosen = process.argv.slice(2);
for (const { name, scope, runs, length } of SCOPES) {
  console.log(`\n## ${name}, ${runs} runs of up to ${length}, mean of ${SEEDS.length} seeds\n`);
  for (const model of CONTAINER_MODELS) {
    if (chosen.length > 0 && !chosen.includes(model.name)) continue;
    const graph = scope.tasks <= 3 ? finish(TransitionGraph.inSteps(model, scope, true)) : undefined;
    const began = performance.now();
    let spent = 0;
    const tallies = SEEDS.map((seed) => {
      const tally = new Tally(model, scope, graph);
      const start = performance.now();
      const random = new RandomRuns(model, scope, { length, seed });
      const made = Array.from({ length: runs }, () => random.next().operations);
      spent += performance.now() - start;
      for (const operations of made) tally.add(operations);
      return tally;
    });
    const mean = (of: (tally: Tally) => number) =>
      Math.round(tallies.reduce((sum, tally) => sum + of(tally), 0) / tallies.length);
    const share = Math.round((100 * mean(({ ok }) => ok)) / mean(({ events }) => events));
    const ops = Object.keys(model.calls).map(
      (op) => `${op} ${mean(({ succeeded }) => succeeded.get(op) ?? 0)}`,
    );
    console.log(
      `${model.name}: ${mean(({ events }) => events / runs)} events a run, ${share} % ok, ${mean(({ worlds }) => worlds.size)} worlds, ${mean(({ steps }) => steps.size)} transitions, ` +
        (graph
          ? `${mean(({ nodes }) => nodes.size)} of ${graph.transitions.length} worlds up to symmetry, `
          : "") +
        `depth ${mean(({ depth }) => depth)}; ok: ${ops.join(", ")}; ${Math.round(spent / SEEDS.length)} ms made, ${Math.round(performance.now() - began)} all`,
    );
  }
}
