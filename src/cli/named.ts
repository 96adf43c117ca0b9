import { existsSync } from "node:fs";
import { type Judged, judgeModel, judgeProperty } from "../api/judge.ts";
import { MODELS, PROPERTIES } from "../catalogue.ts";
import type { Model } from "../model/model.ts";
import { divided, type Property } from "../model/property.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { printable } from "../text/printable.ts";
import { Problem } from "./problem.ts";
import { defaultScope } from "./scope-options.ts";
import { exportedBy } from "./user/exported.ts";
import { requireKnownToRuns } from "./user/known-to-runs.ts";
import { lawfulModel, lawfulProperty, watchedModel, watchedProperty } from "./user/lawful.ts";
import { loadModules, moduleNameOf } from "./user/modules.ts";

/**
 * The design with a name, or the one in a module given by its path (`./my-design.ts`, `./my-designs.ts#one`). Loading the module
 * executes it: only what a user named as a design or a property may be passed here. A design that was found by its path can be
 * found by its own name, too, from then on.
 *
 * @throws {Problem} if there is no such design, or the module cannot be loaded or has none
 */
export async function findModel(name: string): Promise<Model> {
  await loadModules([name]);
  const isUnknown = moduleNameOf(name) === undefined && !knownModels().some((one) => one.name === name);
  if (isUnknown) await loadAll(configured.models, findModel, () => knownModels(), "design");
  const model = usersModels.find(name, lawfulModel) ?? find(knownModels(), name, "design");
  asked.add(model);
  return model;
}

/** The designs that were asked for. A property is tried out with them, so they have to be found before it. */
const asked = new Set<Model>();

/** A file with designs or properties that are also known by their names. */
export interface Configured {
  readonly name: string;
  /** Throws an error about it again, with the place where it is named. */
  readonly told: (error: unknown) => never;
}

/** Those of the project's configuration. */
const configured = { models: [] as Configured[], properties: [] as Configured[] };

/**
 * Makes the designs and properties in some files known by their names. They are loaded when one is looked for.
 *
 * @throws {Problem} if there is no such file, with the place where it is named: a command that looks for none would not notice
 */
export function alsoKnow(models: readonly Configured[], properties: readonly Configured[]): void {
  for (const { name, told } of [...models, ...properties]) {
    const file = moduleNameOf(name)?.file;
    if (file !== undefined && !existsSync(file)) told(new Problem(`There is no file ${printable(file)}.`));
    if (file === undefined && name.includes("/"))
      told(
        new Problem(
          `${printable(name)} is not a module: the name of a module ends in .ts, .mts, .js or .mjs.`,
        ),
      );
  }
  configured.models.push(...models);
  configured.properties.push(...properties);
}

/** Loads the designs and properties of the configuration. */
export async function loadKnown(): Promise<void> {
  await loadAll(configured.models, findModel, () => knownModels(), "design");
  await loadAll(configured.properties, findProperty, () => knownProperties(), "property");
}

/** Loads what a configuration names by its path; anything else that it names has to be known already. */
async function loadAll<Named extends { readonly name: string }>(
  all: readonly Configured[],
  load: (name: string) => Promise<Named>,
  known: () => readonly Named[],
  what: string,
): Promise<void> {
  for (const { name, told } of all) {
    const loading = moduleNameOf(name) === undefined ? (async () => find(known(), name, what))() : load(name);
    await loading.catch(told);
  }
}

/** The designs that a name may mean: those that come with nsmodel, and the user's that are loaded. */
export const knownModels = (): readonly Model[] => [...MODELS, ...usersModels.all()];

/** The properties, likewise. */
export const knownProperties = (): readonly Property[] => [...PROPERTIES, ...usersProperties.all()];

/** Finds several designs, as `findModel` does, one after another. */
export const findModels = (names: readonly string[]): Promise<Model[]> => inTurn(names, findModel);

/** The property with a name, or the one in a module given by its path, like `findModel`. */
export async function findProperty(name: string): Promise<Property> {
  await loadModules([name]);
  const isUnknown = moduleNameOf(name) === undefined && !knownProperties().some((one) => one.name === name);
  if (isUnknown) await loadAll(configured.properties, findProperty, () => knownProperties(), "property");
  const known = knownModels().flatMap(({ calls }) => Object.keys(calls));
  const models = asked.size === 0 ? MODELS : [...asked];
  const examine = (value: Property, file: string) => {
    const isOfDomain = ({ domain }: Model) => domain.name === value.domain;
    const all = knownModels().filter(isOfDomain);
    const inScope = (model: Model) => ({
      model,
      scope: defaultScope(model.domain.scopes, "check", [model]),
    });
    for (const property of divided([value]).onRuns) requireKnownToRuns(property, file, all.map(inScope));
    return lawfulProperty(value, file, models.filter(isOfDomain), [...new Set(known)]);
  };
  return usersProperties.find(name, examine) ?? find(knownProperties(), name, "property");
}

/** A design and properties that were found before, in another thread: they are not tried out again. */
export async function findAgain(
  model: string,
  properties: readonly string[],
): Promise<{ readonly model: Model; readonly properties: readonly Property[] }> {
  await loadModules([model, ...properties]);
  return { model: modelAgain(model), properties: properties.map(propertyAgain) };
}

/** The same for several designs; all are in the order in which they are named. */
export async function findAllAgain(
  models: readonly string[],
  properties: readonly string[],
): Promise<{ readonly models: readonly Model[]; readonly properties: readonly Property[] }> {
  await loadModules([...models, ...properties]);
  return { models: models.map(modelAgain), properties: properties.map(propertyAgain) };
}

const modelAgain = (name: string): Model =>
  usersModels.find(name, watchedModel) ?? find(MODELS, name, "design");

const propertyAgain = (name: string): Property =>
  usersProperties.find(name, watchedProperty) ?? find(PROPERTIES, name, "property");

/** Finds several properties, as `findProperty` does, one after another. One that is named twice, or by two paths, is returned once. */
export const findProperties = async (names: readonly string[]): Promise<Property[]> => [
  ...new Set(await inTurn(names, findProperty)),
];

/** One after another, so that the first wrong name is the one that is reported. */
async function inTurn<Found>(
  names: readonly string[],
  find: (name: string) => Promise<Found>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const name of names) found.push(await find(name));
  return found;
}

/** The reference by which a search thread finds a design or a property: its path if it is user-defined, otherwise its name. */
export function referenceTo(one: Model | Property): string {
  return usersModels.referenceTo(one) ?? usersProperties.referenceTo(one) ?? one.name;
}

/** How the user calls a design or a property: as it was typed if it is user-defined, otherwise its name. */
export function nameGivenTo(one: Model | Property): string {
  return usersModels.nameGivenTo(one) ?? usersProperties.nameGivenTo(one) ?? one.name;
}

/** The file of a user-defined design, as the user named it; `undefined` for any other design. */
export const fileOf = (model: Model): string | undefined => moduleNameOf(nameGivenTo(model))?.file;

function find<Named extends { readonly name: string }>(
  list: readonly Named[],
  name: string,
  what: string,
): Named {
  const found = list.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = list.map((one) => one.name);
  const near = didYouMean(name, names);
  const own = `Name a ${what} of your own by its path, such as ./my-${what}.ts.`;
  throw new Problem(
    `There is no ${what} "${printable(name)}".`,
    near.endsWith("?") ? near : `${near}\n${own}`,
  );
}

/** What was found in the user's modules. Each is examined once. */
class Users<Named extends { readonly name: string }> {
  readonly #what: string;
  readonly #judge: (found: unknown) => Judged<Named>;
  readonly #builtIn: readonly Named[];
  /** By reference: what the module exports, what is used in its place, and what the user typed. */
  readonly #found = new Map<
    string,
    { readonly exported: Named; readonly used: Named; readonly typed: string }
  >();

  constructor(what: string, judge: (found: unknown) => Judged<Named>, builtIn: readonly Named[]) {
    this.#what = what;
    this.#judge = judge;
    this.#builtIn = builtIn;
  }

  all(): Named[] {
    return [...this.#found.values()].map(({ used }) => used);
  }

  referenceTo(one: object): string | undefined {
    return [...this.#found].find(([, { used }]) => used === one)?.[0];
  }

  nameGivenTo(one: object): string | undefined {
    return [...this.#found.values()].find(({ used }) => used === one)?.typed;
  }

  /**
   * @param examine called the first time: returns what is used in place of what the module exports
   * @returns `undefined` if the name is not a path
   */
  find(name: string, examine: (value: Named, file: string) => Named): Named | undefined {
    const moduleName = moduleNameOf(name);
    if (moduleName === undefined) return undefined;
    const { value, exported } = exportedBy(moduleName, this.#what, this.#judge);
    const known = [...this.#found.values()].find((one) => one.exported === value);
    if (known !== undefined) return known.used;
    this.#refuseTakenName(value, moduleName.file);
    const used = examine(value, moduleName.file);
    this.#found.set(`${moduleName.file}#${exported}`, { exported: value, used, typed: name });
    return used;
  }

  #refuseTakenName({ name }: Named, file: string): void {
    if (![...this.#builtIn, ...this.all()].some((other) => other.name === name)) return;
    throw new Problem(
      `The ${this.#what} in ${printable(file)} has the name ${printable(name)}, which is already taken.`,
      "Give it another name: verdicts and histories refer to it by name.",
    );
  }
}

const usersModels = new Users<Model>("design", judgeModel, MODELS);
const usersProperties = new Users<Property>("property", judgeProperty, PROPERTIES);
