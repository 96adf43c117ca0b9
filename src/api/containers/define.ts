/** How designs and properties of containers are defined, for those whose program no compiler reads too: what is missing or wrong is told where it is defined. */
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
import { inWords, isWork } from "../asked.ts";
import { type Judged, judgeModel, judgeProperty } from "../judge.ts";

/** What rules have to do. */
const RULES = ["initial", "shape", "perform", "releaseUnused", "pathsInView", "observe"] as const;

/**
 * A model from a design's rules. `ESRCH` comes before all other checks; after an effect what it no longer keeps is released; a search
 * tries the calls as semantics.md says.
 *
 * @throws {TypeError} where the rules lack a function, or what is said of the design is missing or wrong; {Error} where `own` names a field that no world has
 */
export function defineModel<
  World extends { tasks: Table<TaskNumber, object> },
  const C extends Calls,
  const F extends Fields = Record<never, never>,
>(
  rules: domain.Rules<World, ContainerOperationOf<C, Values<F>>>,
  about: domain.About<C, F>,
): ContainerModel<World, ContainerOperationOf<C, Values<F>>> & Pick<domain.About<C, F>, "shows"> {
  requireObject("rules", rules);
  const missing = RULES.find((name) => !isWork(rules[name]));
  if (missing !== undefined)
    throw new TypeError(`rules.${missing}: ${inWords(rules[missing])} is no function`);
  requireObject("about", about);
  const model = domain.defineModel(rules, about);
  requireJudged("design", judgeModel(model));
  return model;
}

/** A property of every world that can be reached. @throws {TypeError} where something of it is missing or wrong */
export const always = required(property.always);

/** A property of every step, or of those that `on` and `when` name. @throws {TypeError} where something of it is missing or wrong */
export const onEveryStep = required(property.onEveryStep);

/** A property that some world can be reached. @throws {TypeError} where something of it is missing or wrong */
export const sometimes = required(property.sometimes);

/** A property that something is so at some time, whatever else happens. @throws {TypeError} where something of it is missing or wrong */
export const eventually = required(property.eventually);

/** A property that something is so again and again. @throws {TypeError} where something of it is missing or wrong */
export const alwaysEventually = required(property.alwaysEventually);

/** A property that after something has been so, something else is at some time. @throws {TypeError} where something of it is missing or wrong */
export const leadsTo = required(property.leadsTo);

/**
 * A property whose form is said beside the rest: what `always`, `onEveryStep`, `sometimes` and `leadsTo` make.
 *
 * @throws {TypeError} where it has no such form, or something of it is missing or wrong
 */
export function defineProperty(given: property.SaidWithForm): property.ContainerProperty {
  requireObject("property", given);
  requireJudged("property", judgeProperty({ domain: containers.name, ...given }));
  return property.defineProperty(given);
}

/** A maker of properties that looks at what it makes. */
function required<Parts, Made extends Property>(make: (parts: Parts) => Made): (parts: Parts) => Made {
  return (parts) => {
    requireObject("property", parts);
    const made = make(parts);
    requireJudged("property", judgeProperty(made));
    return made;
  };
}

function requireObject(name: string, given: unknown): void {
  if (!isObject(given)) throw new TypeError(`${name}: ${inWords(given)} is no object`);
}

function requireJudged(what: "design" | "property", judged: Judged<unknown>): void {
  if (!judged.ok) throw new TypeError(`this is no ${what}: ${judged.why}`);
}
