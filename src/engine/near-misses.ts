import type { Random } from "fast-check";
import type { Operation, OperationField, OperationFields } from "../model/operation.ts";
import { BAD_NAMES, KERNEL_FILES, LONG_NAMES, ODD_NAMES, SIMPLE_NAMES } from "./hostile-fields.ts";
import { Turns } from "./turns.ts";

/** Values for a field, by what is odd about them. Those that are drawn anew for each call count as one. */
type Sorts = Readonly<Record<string, readonly string[]>>;

/**
 * Values for one field of a call that would pass as it stands, so that it is this field alone that decides: names that are refused or taken
 * or only look so, paths that lead to the same place by another way or miss it by a little. Every sort, and every value of a sort, has its turn.
 */
export class NearMisses {
  readonly #turns: Turns;

  constructor(random: Random) {
    this.#turns = new Turns(random);
  }

  /**
   * Hostile fields, and for `field` a near miss.
   *
   * @param paths those that the caller can name
   * @param hostile fields that may make no sense at all: one of them has its turn as well
   */
  fieldsFor(
    operation: Operation,
    field: OperationField,
    paths: readonly string[],
    hostile: OperationFields,
  ): OperationFields {
    const own = operation.path ?? "/";
    switch (field) {
      case "name":
        return { ...hostile, name: this.#next(`${operation.op} name`, namesFor(own, paths), hostile.name) };
      case "image":
        return { ...hostile, image: this.#next(`${operation.op} image`, IMAGES, hostile.image) };
      case "path":
        return { ...hostile, path: this.#next(`${operation.op} path`, pathsFor(own), hostile.path) };
      case "kinds":
        return hostile;
    }
  }

  #next(what: string, sorts: Sorts, hostile: string): string {
    const filled = Object.entries({ ...sorts, hostile: [hostile] }).filter(([, values]) => values.length > 0);
    const sort = this.#turns.next(filled, ([name]) => `${what} ${name}`);
    if (sort === undefined) return hostile;
    const [name, values] = sort;
    return this.#turns.next(values, (value) => `${what} ${name} ${value}`) ?? hostile;
  }
}

/** Images bear names too, by N1, but nobody's siblings. */
const IMAGES: Sorts = { bad: BAD_NAMES, tooLong: LONG_NAMES, odd: ODD_NAMES };

/** New names for what a path leads to. */
function namesFor(path: string, paths: readonly string[]): Sorts {
  const parent = parentOf(path);
  const beside = paths.filter((other) => other !== path && other !== "/" && parentOf(other) === parent);
  return {
    bad: BAD_NAMES,
    tooLong: LONG_NAMES,
    taken: beside.map(lastOf),
    kernel: KERNEL_FILES,
    odd: ODD_NAMES,
    otherCase: [otherCase(lastOf(path)), ...beside.map(lastOf).map(otherCase)],
    first: SIMPLE_NAMES.slice(0, 1),
    later: SIMPLE_NAMES.slice(1), // leaves a gap in what N2 counts
  };
}

/** Paths that lead to where a path does, or nearly. */
function pathsFor(path: string): Sorts {
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
    kernel: KERNEL_FILES.map((file) => `${bare}/${file}`),
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

/** The same text with upper case where lower case was, or the other way where there was none. */
function otherCase(text: string): string {
  const upper = text.toUpperCase();
  return upper === text ? text.toLowerCase() : upper;
}
