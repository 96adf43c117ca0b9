import { MODELS, PROPERTIES } from "../catalogue.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import { didYouMean } from "./did-you-mean.ts";
import { Problem } from "./problem.ts";

/** The design of a name. @throws {Problem} where there is none */
export function findModel(name: string): Model {
  return find(MODELS, name, "design");
}

/** The property of a name. @throws {Problem} where there is none */
export function findProperty(name: string): Property {
  return find(PROPERTIES, name, "property");
}

function find<Named extends { readonly name: string }>(
  list: readonly Named[],
  name: string,
  what: string,
): Named {
  const found = list.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = list.map((one) => one.name);
  throw new Problem(`There is no ${what} "${name}".`, didYouMean(name, names));
}
