import type { Model } from "../../model/model.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { Operation } from "../../model/operation.ts";
import { HOSTILE } from "./choices.ts";
import type { WorldLaw } from "./law.ts";

/** No small scope has a task with that number. */
const NOBODY = taskNumber(9999);

/** Each call of a design, by a task that lives and by one that does not, with each kind of field that a search never gives. */
export function* hostileCalls(model: Model, world: object): Generator<Operation> {
  const { calls } = model;
  const [first = NOBODY] = model.callers(world);
  for (const task of new Set([first, NOBODY])) {
    for (const [op, fields] of Object.entries(calls)) {
      for (const given of fields.length === 0 ? HOSTILE.slice(0, 1) : HOSTILE)
        yield { op, task, ...Object.fromEntries(fields.map((field) => [field, given[field]])) };
    }
  }
}

export const resolvesAnyPath: WorldLaw = {
  law: "any path is resolved for a task that lives, to a container that lives or to nothing",
  check: ({ model, scope, world }) => {
    const shown = model.observe(world, scope);
    for (const viewer of shown.tasks.keys()) {
      for (const { path } of HOSTILE) {
        const found = shown.resolve(viewer, path);
        if (found !== undefined && !shown.containers.has(found))
          return `observe() resolves ${JSON.stringify(path)} for task ${viewer} to ${inJson(found)}, which it does not show`;
      }
    }
    return undefined;
  },
};

const inJson = (found: unknown): string => JSON.stringify(found) ?? String(found);
