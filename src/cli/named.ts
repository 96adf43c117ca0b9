import { MODELS, PROPERTIES } from "../catalogue.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import { printable } from "../report/printable.ts";
import { didYouMean } from "./did-you-mean.ts";
import { Problem } from "./problem.ts";
import { exportedBy } from "./user/exported.ts";
import { refuseUnlawful } from "./user/lawful.ts";
import { moduleNameOf } from "./user/modules.ts";
import { type Judged, judgeModel, judgeProperty } from "./user/schemas.ts";

/**
 * The design of a name, or that of a module named by its path (`./my-design.ts`, `./my-designs.ts#one`), which `loadModules` has loaded. One
 * that was found by its path is from then on found by its own name too.
 *
 * @throws {Problem} where there is none, or it is none
 */
export function findModel(name: string): Model {
  return usersModels.find(name) ?? find([...MODELS, ...usersModels.all()], name, "design");
}

/** The property of a name, or that of a module named by its path. @throws {Problem} where there is none, or it is none */
export function findProperty(name: string): Property {
  return usersProperties.find(name) ?? find([...PROPERTIES, ...usersProperties.all()], name, "property");
}

/** What a thread that searches finds a design or a property by: the path, where it is the user's own. */
export function referenceTo(one: Model | Property): string {
  return usersModels.referenceTo(one) ?? usersProperties.referenceTo(one) ?? one.name;
}

function find<Named extends { readonly name: string }>(
  list: readonly Named[],
  name: string,
  what: string,
): Named {
  const found = list.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = list.map((one) => one.name);
  throw new Problem(`There is no ${what} "${printable(name)}".`, didYouMean(name, names));
}

/** What was found in modules of the user. Each is looked at once. */
class Users<Named extends { readonly name: string }> {
  readonly #what: string;
  readonly #judge: (found: unknown) => Judged<Named>;
  readonly #builtIn: readonly Named[];
  readonly #examine: (value: Named, file: string) => void;
  readonly #found = new Map<string, Named>();

  constructor(
    what: string,
    judge: (found: unknown) => Judged<Named>,
    builtIn: readonly Named[],
    examine: (value: Named, file: string) => void,
  ) {
    this.#what = what;
    this.#judge = judge;
    this.#builtIn = builtIn;
    this.#examine = examine;
  }

  all(): Named[] {
    return [...this.#found.values()];
  }

  referenceTo(one: object): string | undefined {
    return [...this.#found].find(([, value]) => value === one)?.[0];
  }

  /** @returns nothing where the name is no path */
  find(name: string): Named | undefined {
    const moduleName = moduleNameOf(name);
    if (moduleName === undefined) return undefined;
    const { value, exported } = exportedBy(moduleName, this.#what, this.#judge);
    const reference = `${moduleName.file}#${exported}`;
    if (this.referenceTo(value) !== undefined) return value;
    this.#refuseTakenName(value, moduleName.file);
    this.#examine(value, moduleName.file);
    this.#found.set(reference, value);
    return value;
  }

  #refuseTakenName({ name }: Named, file: string): void {
    if (![...this.#builtIn, ...this.all()].some((other) => other.name === name)) return;
    throw new Problem(
      `The ${this.#what} in ${printable(file)} is named ${printable(name)}, as another one is.`,
      "Give it a name of its own: verdicts and histories go by it.",
    );
  }
}

const usersModels = new Users<Model>("design", judgeModel, MODELS, refuseUnlawful);
const usersProperties = new Users<Property>("property", judgeProperty, PROPERTIES, () => undefined);
