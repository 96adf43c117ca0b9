import type { Random } from "fast-check";
import { fieldOf, pathIn } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { BAD_NAMES, type HostileFields, hostileKey, LONG_NAMES, ODD_NAMES } from "./hostile-fields.ts";
import { Turns } from "./turns.ts";

/** Values for a field, by what is odd about them. Hostile values, drawn anew for each call, count as one sort. */
type Sorts = Readonly<Record<string, readonly string[]>>;

/**
 * Values for one field of a call that would pass as it stands, so that this field alone decides: names that are refused or taken, or
 * only look so, and paths that lead to the same place another way or narrowly miss it. Every sort, and every value of a sort, gets its turn.
 */
export class NearMisses {
  readonly #turns: Turns;

  readonly #model: Model;
  readonly #scope: Scope;

  constructor(model: Model, scope: Scope, random: Random) {
    this.#model = model;
    this.#scope = scope;
    this.#turns = new Turns(random);
  }

  /**
   * Hostile fields, with a near miss for `name`.
   *
   * @param paths the paths that the caller can name
   * @param hostile fields that may make no sense at all: the one for `name` gets its turn as well
   */
  fieldsFor(
    operation: Operation,
    name: string,
    paths: readonly string[],
    hostile: HostileFields,
  ): HostileFields {
    const path = pathIn(this.#model, operation);
    const given = hostile[hostileKey(this.#model, operation.op, name)];
    const { odd, hostile: all } = this.#model.domain.names;
    if (typeof given !== "string" || all !== undefined) return hostile;
    const sorts = (): Sorts | undefined => {
      switch (fieldOf(this.#model, operation.op, name).is) {
        case "name":
          return namesFor(path ?? "/", paths, odd, this.#model.domain.names.likely(this.#scope, name));
        case "path":
          return pathsFor(path ?? "/", odd);
        default:
          return undefined;
      }
    };
    const found = sorts();
    return found === undefined
      ? hostile
      : { ...hostile, [name]: this.#next(`${operation.op} ${name}`, found, given) };
  }

  #next(what: string, sorts: Sorts, hostile: string): string {
    const filled = Object.entries({ ...sorts, hostile: [hostile] }).filter(([, values]) => values.length > 0);
    const sort = this.#turns.next(filled, ([name]) => `${what} ${name}`);
    if (sort === undefined) return hostile;
    const [name, values] = sort;
    return this.#turns.next(values, (value) => `${what} ${name} ${value}`) ?? hostile;
  }
}

/** New names for what a path leads to. */
function namesFor(
  path: string,
  paths: readonly string[],
  kernel: readonly string[],
  likely: readonly string[],
): Sorts {
  const parent = parentOf(path);
  const beside = paths.filter((other) => other !== path && other !== "/" && parentOf(other) === parent);
  return {
    bad: BAD_NAMES,
    tooLong: LONG_NAMES,
    taken: beside.map(lastOf),
    kernel,
    odd: ODD_NAMES,
    otherCase: [otherCase(lastOf(path)), ...beside.map(lastOf).map(otherCase)],
    first: likely.slice(0, 1),
    later: likely.slice(1), // leaves a gap in what N2 counts
  };
}

/** Paths that lead to the same place as a path, or nearly. */
function pathsFor(path: string, kernel: readonly string[]): Sorts {
  const bare = path === "/" ? "" : path;
  const last = lastOf(path);
  return {
    same: [
      `${bare}/`,
      `${bare}/.`,
      `/${bare || "/"}`,
      `/..${bare || "/"}`,
      `/./${bare}`,
      bare.slice(1) || ".",
    ],
    roundabout: last === "" ? ["/.."] : [`${bare}/../${last}`, `${bare}/..`],
    missing: [`${bare}/nowhere`, `${bare}/nowhere/..`, `/nowhere/..${bare}`],
    kernel: kernel.map((file) => `${bare}/${file}`),
    otherCase: path === otherCase(path) ? [] : [otherCase(path)],
    longer: last === "" ? [] : [`${bare} `, `${bare}x`, bare.slice(0, -1)],
  };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The text in upper case or, if it already is, in lower case. */
function otherCase(text: string): string {
  const upper = text.toUpperCase();
  return upper === text ? text.toLowerCase() : upper;
}
