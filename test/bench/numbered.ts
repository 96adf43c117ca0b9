import { join, resolve } from "node:path";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { boundsOf, type Other } from "./run.ts";
import { outputOf, readTimes } from "./timed.ts";

const SECTION = /^== (.*)$/m;
/** The C++ program counts "raw" states; Spin counts the states that it stored, including the one before its first process has run. */
const STATES = /^raw (\d+)$|^\s*([\d.e+]+) states, stored/m;

/** Runs the C++ search and Spin, both counting every numbered state, with the script `run` of a folder. */
export function runNumbered(folder: string, scope: ContainerScope, scratch: string): Other[] {
  return readNumbered(
    outputOf([join(resolve(folder), "run"), ...boundsOf(scope)], { folder: scratch }) ?? "",
  );
}

/** Each search stands below its heading. @throws {Error} if one has no number of states or no times */
export function readNumbered(output: string): Other[] {
  const [, ...sections] = output.split(SECTION);
  return sections.flatMap((name, place) => {
    if (place % 2 === 1) return [];
    const own = sections[place + 1] ?? "";
    const [, raw, stored] = STATES.exec(own) ?? [];
    const times = readTimes(own);
    const states = raw === undefined ? Number(stored) - 1 : Number(raw);
    if (times === undefined || Number.isNaN(states))
      throw new Error(`not what a search prints:\n${name}${own}`);
    return [{ name, states, ...times }];
  });
}
