/** Measures how fast histories are played on the kernel, in a process of its own. Prints JSON. @param kinds separated by commas */
import fc from "fast-check";
import { nested } from "../../models/nested.ts";
import { ContainerKernel } from "../../src/conformance/containers/kernel.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { isKind } from "../../src/model/kind.ts";
import type { Model } from "../../src/model/model.ts";
import type { Operation } from "../../src/model/operation.ts";
import { operationsIn } from "../../src/model/operations-in.ts";

const HISTORIES = 1000;
const EVENTS = 10;
const AT_ONCE = 6;
const SEED = 1;

const scope: ContainerScope = {
  tasks: 4,
  containers: 4,
  kinds: (process.argv[2] ?? "uts").split(",").filter(isKind),
  names: ["a"],
  images: 0,
};
const model: Model = nested;

/** A history of sensible calls, with at least one task alive throughout. */
function historyOf(choices: readonly number[]): Operation[] {
  const world = model.initial(scope);
  return choices.map((choice) => {
    const tried = operationsIn(model, world, scope).filter((operation) => {
      const after = structuredClone(world);
      model.apply(after, operation, scope);
      return [...model.callers(after)].length > 0;
    });
    const operation = tried[choice % tried.length];
    if (operation === undefined) throw new Error("nothing can be tried");
    model.apply(world, operation, scope);
    return operation;
  });
}

const choices = fc.array(fc.noBias(fc.nat({ max: 0xffff })), { minLength: EVENTS, maxLength: EVENTS });
const histories = fc.sample(choices, { numRuns: HISTORIES, seed: SEED }).map(historyOf);

const kernel = await ContainerKernel.start();
await kernel.play(model, scope, histories[0] ?? []); // the first moves between cgroups are slow: see percpu_down_write
const began = performance.now();
let events = 0;
const playing: Promise<void>[] = [];
for (const history of histories) {
  if (playing.length >= AT_ONCE) await playing.shift();
  playing.push(
    kernel.play(model, scope, history).then((run) => {
      events += run.events.length;
      if (run.events.some(({ differences }) => differences.length > 0)) throw new Error("the kernel differs");
    }),
  );
}
await Promise.all(playing);
const seconds = (performance.now() - began) / 1000;
const times = Object.fromEntries(await kernel.times());
await kernel.close();
process.stdout.write(JSON.stringify({ histories: HISTORIES, events, seconds, times }));
