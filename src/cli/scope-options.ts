import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { isKind, KINDS, type Kind } from "../model/kind.ts";
import { LARGEST_NUMBER } from "../model/numbers.ts";
import type { Scope } from "../model/scope.ts";
import { isName } from "../world/name.ts";
import { didYouMean } from "./did-you-mean.ts";

/** Reads a whole number for an option. */
export function wholeNumber(from: number, to: number = LARGEST_NUMBER): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    throw new InvalidArgumentError(`It is a whole number from ${from} to ${to}.`);
  };
}

function listOf(text: string): string[] {
  return text === "" ? [] : text.split(",");
}

function refuseRepeated(words: readonly string[]): void {
  const again = words.find((word, index) => words.indexOf(word) !== index);
  if (again !== undefined) throw new InvalidArgumentError(`${again} is named twice.`);
}

/** Reads kinds of namespace, with commas between them. */
export function kindList(text: string): Kind[] {
  const kinds = listOf(text).map((word) => {
    if (isKind(word)) return word;
    throw new InvalidArgumentError(`There is no kind of namespace "${word}". ${didYouMean(word, KINDS)}`);
  });
  refuseRepeated(kinds);
  return kinds;
}

/** Reads names of containers, with commas between them. */
export function nameList(text: string): string[] {
  const names = listOf(text);
  for (const name of names) {
    if (!isName(name))
      throw new InvalidArgumentError(`"${name}" is no name (N1: 1 to 255 bytes, no /, not . or ..).`);
  }
  refuseRepeated(names);
  return names;
}

/** What the options that bound a scope were given; what was not given is not there. */
export interface ScopeOptions {
  readonly tasks?: number | undefined;
  readonly containers?: number | undefined;
  readonly kinds?: Kind[] | undefined;
  readonly names?: string[] | undefined;
  readonly images?: number | undefined;
}

/** The options that bound a scope, to be added to a command one by one. */
export const SCOPE_OPTIONS = {
  tasks: new Option(
    "--tasks <number>",
    "how many tasks may live at once (a search: some thousands)",
  ).argParser(wholeNumber(1)),
  containers: new Option(
    "--containers <number>",
    "how many containers, the root among them (a search: some thousands)",
  ).argParser(wholeNumber(1)),
  kinds: new Option("--kinds <kinds>", `kinds of namespace, of ${KINDS.join(",")}`).argParser(kindList),
  names: new Option("--names <names>", "the names that rename and restart try, such as a,b").argParser(
    nameList,
  ),
  images: new Option("--images <number>", "how many images may be kept").argParser(wholeNumber(0)),
};

/**
 * The scope that the options name. Where none is given it is the command's default. Where some are given, tasks,
 * containers and kinds come from the default, and names and images are only those that were asked for.
 */
export function scopeFrom(
  { tasks, containers, kinds, names, images }: ScopeOptions,
  byDefault: Scope,
): Scope {
  if ([tasks, containers, kinds, names, images].every((option) => option === undefined)) return byDefault;
  return {
    tasks: tasks ?? byDefault.tasks,
    containers: containers ?? byDefault.containers,
    kinds: kinds ?? byDefault.kinds,
    names: names ?? [],
    images: images ?? 0,
  };
}

/** Whether any option that bounds a scope was given. */
export function isScopeGiven({ tasks, containers, kinds, names, images }: ScopeOptions): boolean {
  return [tasks, containers, kinds, names, images].some((option) => option !== undefined);
}
