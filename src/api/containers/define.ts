/** Defines designs and properties of containers. Definitions are also validated at run time, for programs that are not type-checked. */
import type { ContainerModel } from "../../domains/containers/container-model.ts";
import * as domain from "../../domains/containers/define-model.ts";
import { containers } from "../../domains/containers/domain.ts";
import type { ContainerOperationOf } from "../../domains/containers/operation.ts";
import * as property from "../../domains/containers/property.ts";
import type { Fields } from "../../model/domain-parts.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { Calls, Values } from "../../model/operation.ts";
import type { Property } from "../../model/property.ts";
import { isObject } from "../../schema/pieces.ts";
import type { Table } from "../../world/table.ts";
import { inWords, isFunction } from "../asked.ts";
import { type Judged, judgeModel, judgeProperty } from "../judge.ts";

/** The functions that rules must have. */
const RULES = ["initial", "shape", "perform", "releaseUnused", "pathsInView", "observe"] as const;

/**
 * Makes a model from a design's rules. `ESRCH` comes before all other checks; after each successful call `releaseUnused` releases what is no
 * longer kept; a search tries the calls as semantics.md says.
 *
 * @throws {TypeError} if the rules lack a function, or something in `about` is missing or wrong; {Error} if `own` names a field that no world has
 */
export function defineModel<
  World extends { tasks: Table<TaskNumber, object> },
  const C extends Calls,
  const F extends Fields = Record<never, never>,
>(
  rules: domain.Rules<World, ContainerOperationOf<C, Values<F>>>,
  about: domain.Description<C, F>,
): ContainerModel<World, ContainerOperationOf<C, Values<F>>> & Pick<domain.Description<C, F>, "shows"> {
  requireObject("rules", rules);
  const missing = RULES.find((name) => !isFunction(rules[name]));
  if (missing !== undefined)
    throw new TypeError(`rules.${missing}: ${inWords(rules[missing])} is not a function`);
  requireObject("about", about);
  const model = domain.defineModel(rules, about);
  requireJudged("design", judgeModel(model));
  return model;
}

/** Makes a property of every world that can be reached. @throws {TypeError} if a part of it is missing or wrong */
export const always = required(property.always);

/** Makes a property of every step, or of those that `on` and `when` select. @throws {TypeError} if a part of it is missing or wrong */
export const onEveryStep = required(property.onEveryStep);

/** Makes a property that claims that some world can be reached. @throws {TypeError} if a part of it is missing or wrong */
export const sometimes = required(property.sometimes);

/** Makes a property that claims that something happens at some time, whatever else does. @throws {TypeError} if a part of it is missing or wrong */
export const eventually = required(property.eventually);

/** Makes a property that claims that something happens again and again. @throws {TypeError} if a part of it is missing or wrong */
export const alwaysEventually = required(property.alwaysEventually);

/** Makes a property that claims that once one thing has happened, another happens at some time. @throws {TypeError} if a part of it is missing or wrong */
export const leadsTo = required(property.leadsTo);

/**
 * Makes a property whose form is given as a field: any that `always`, `onEveryStep`, `sometimes` and `leadsTo` make.
 *
 * @throws {TypeError} if there is no such form, or a part of the property is missing or wrong
 */
export function defineProperty(given: property.DescriptionWithForm): property.ContainerProperty {
  requireObject("property", given);
  requireJudged("property", judgeProperty({ domain: containers.name, ...given }));
  return property.defineProperty(given);
}

/** Wraps a maker of properties so that it validates what it makes. */
function required<Parts, Made extends Property>(make: (parts: Parts) => Made): (parts: Parts) => Made {
  return (parts) => {
    requireObject("property", parts);
    const made = make(parts);
    requireJudged("property", judgeProperty(made));
    return made;
  };
}

function requireObject(name: string, given: unknown): void {
  if (!isObject(given)) throw new TypeError(`${name}: ${inWords(given)} is not an object`);
}

function requireJudged(what: "design" | "property", judged: Judged<unknown>): void {
  if (!judged.ok) throw new TypeError(`this is not a ${what}: ${judged.why}`);
}
