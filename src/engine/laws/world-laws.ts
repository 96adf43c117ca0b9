import { fieldOf } from "../../model/field-of.ts";
import type { Domain, Model } from "../../model/model.ts";
import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Scope } from "../../model/scope.ts";
import { memoizeWeakly } from "../../world/memoize.ts";
import { whyNotOfShape } from "../codec/why-not-of-shape.ts";
import { asText, changedScope, type ReachedWorld, type WorldLaw } from "./law.ts";

export const fitsItsShape: WorldLaw = {
  law: "a world that a search reaches is of the shape that the design declares",
  check: ({ model, scope, world, isInScope }) => {
    const words = isInScope ? whyNotOfShape(model.shape(scope), world) : undefined;
    return words && `shape() does not allow this world: ${words}`;
  },
};

export const isPlainData: WorldLaw = {
  law: "a world is plain data: its JSON is all of it",
  check: ({ world }) => {
    const where = differenceFromJson(world, JSON.parse(JSON.stringify(world)), "");
    return where === undefined
      ? undefined
      : `${where || "the world"} is not plain data (objects, lists, strings, numbers, booleans, null)`;
  },
};

function differenceFromJson(found: unknown, copy: unknown, place: string): string | undefined {
  if (Object.is(found, copy)) return undefined;
  const areObjects = typeof found === "object" && typeof copy === "object" && found !== null && copy !== null;
  if (!areObjects || Array.isArray(found) !== Array.isArray(copy)) return place;
  const [fields, copies] = [new Map(Object.entries(found)), new Map(Object.entries(copy))];
  if (fields.size !== copies.size || Object.getPrototypeOf(found) !== Object.getPrototypeOf(copy))
    return place;
  for (const [key, value] of fields) {
    const where = differenceFromJson(value, copies.get(key), place === "" ? key : `${place}.${key}`);
    if (where !== undefined) return where;
  }
  return undefined;
}

function callsTried({ model, scope, world }: ReachedWorld): Operation[] {
  return operationsIn(model, world, scope);
}

export const scopeStays: WorldLaw = {
  law: "a design does not change its scope",
  check: ({ unfrozen, scope, world }) => {
    const copy = structuredClone(world);
    const first = [...unfrozen.callers(structuredClone(world))][0];
    return (
      changedScope(scope, (own) => unfrozen.shape(own), "shape()") ??
      changedScope(scope, (own) => looked(unfrozen, copy, own), "observe()") ??
      (first && changedScope(scope, (own) => [...unfrozen.operations(copy, first, own)], "operations()"))
    );
  },
};

export const observingTouchesNothing: WorldLaw = {
  law: "observing a world does not change it",
  check: ({ model, scope, world }) => touched("observe", world, (copy) => looked(model, copy, scope)),
};

export const askingTouchesNothing: WorldLaw = {
  law: "asking what may be tried in a world does not change it",
  check: ({ model, scope, world }) =>
    touched("callers", world, (copy) => model.callers(copy)) ??
    touched("operations", world, (copy) => operationsIn(model, copy, scope)),
};

function touched(part: string, world: object, ask: (copy: object) => unknown): string | undefined {
  const copy = structuredClone(world);
  ask(copy);
  if (JSON.stringify(copy) === JSON.stringify(world)) return undefined;
  return `${part}() changes the world: it must only look at it`;
}

export const callsAreDeclared: WorldLaw = {
  law: "what a search tries takes the fields that the design declares, no more and no fewer",
  check: (reached) => {
    for (const operation of callsTried(reached)) {
      const declared = reached.model.calls[operation.op];
      if (declared === undefined)
        return `operations() yields ${asText(operation)}, but calls has no ${operation.op}`;
      const wanted = ["op", "task", ...declared];
      const lacking = wanted.find(
        (field) =>
          !Object.keys(operation).includes(field) &&
          (field === "op" || field === "task" || !fieldOf(reached.model, operation.op, field).isOptional),
      );
      if (lacking !== undefined)
        return `operations() yields ${asText(operation)}, which lacks the field ${lacking} that calls declares`;
      const more = Object.keys(operation).find((field) => !wanted.includes(field));
      if (more !== undefined)
        return `operations() yields ${asText(operation)} with the field ${more}, which calls does not declare`;
    }
    return undefined;
  },
};

export const callersLive: WorldLaw = {
  law: "only live tasks make calls, each for itself",
  check: ({ model, scope, world }) => {
    const live = [...model.domain.observations.tasks(model.observe(world, scope))];
    const callers = [...model.callers(world)];
    if (callers.join() !== live.join())
      return `callers() returns the tasks ${callers.join(", ") || "none"}, but observe() shows ${live.join(", ") || "none"}: they must be the same, in the same order`;
    for (const task of callers) {
      for (const operation of model.operations(world, task, scope)) {
        if (operation.task !== task)
          return `operations() for task ${task} yields ${asText(operation)}, a call of another task`;
      }
    }
    return undefined;
  },
};

export const callsAreTheSameEachTime: WorldLaw = {
  law: "what a search tries is the same each time, and no two calls are alike",
  check: (reached) => {
    const calls = callsTried(reached).map(asText);
    const again = callsTried(reached).map(asText);
    const other = again.find((call, index) => call !== calls[index]);
    if (other !== undefined || calls.length !== again.length)
      return `operations() yields different calls${other ? `, such as ${other},` : ""} when asked twice in the same world`;
    const seen = new Set<string>();
    for (const call of calls) {
      if (seen.has(call)) return `operations() yields ${call} twice in the same world`;
      seen.add(call);
    }
    return undefined;
  },
};

export const looksTheSameTwice: WorldLaw = {
  law: "equal worlds look the same",
  check: ({ model, scope, world }) =>
    model.domain.observations.areSame(
      looked(model, world, scope),
      model.observe(structuredClone(world), scope),
    )
      ? undefined
      : "observe() shows two equal worlds differently: it depends on more than the world and the scope",
};

/** A world as it is shown, with every part worked out. */
function looked(model: Model, world: object, scope: Scope): Observation {
  const shown = model.observe(world, scope);
  model.domain.observations.look(shown);
  return shown;
}

/** The laws that a domain states for everything that is shown. */
function ofDomain({ observations }: Domain): WorldLaw[] {
  return observations.laws.map(({ law, flaw }) => ({
    law,
    check: ({ model, scope, world }) => flaw(model.observe(world, scope), scope),
  }));
}

/** The laws of worlds, in an order in which a broken law does not mislead the check of a later one. */
export const worldLawsOf = memoizeWeakly((domain: Domain): readonly WorldLaw[] => [
  isPlainData,
  scopeStays,
  observingTouchesNothing,
  fitsItsShape,
  ...ofDomain(domain),
  looksTheSameTwice,
  callersLive,
  askingTouchesNothing,
  callsAreTheSameEachTime,
  callsAreDeclared,
]);
