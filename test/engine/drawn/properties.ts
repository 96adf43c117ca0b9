/** Drawn properties, none of which depends on numbers. */

import type { ContainerObservation, Namespaces } from "../../../src/domains/containers/observation.ts";
import {
  always,
  type ContainerTry,
  onEveryStep,
  sometimes,
} from "../../../src/domains/containers/property.ts";
import type { Kind } from "../../../src/model/kind.ts";
import type { Finding, PointProperty, When } from "../../../src/model/property.ts";
import { tasksOf } from "./design.ts";
import type { Tape } from "./tape.ts";

const KINDS: readonly Kind[] = ["uts", "net", "ipc"];

/** Something that is true in a world or not. */
type Predicate = (world: ContainerObservation) => boolean;

/** @param areNames whether marks are names, which may only be compared with each other */
function drawPredicate(tape: Tape, areNames: boolean): Predicate {
  const [one, other] = [tape.of(KINDS), tape.of(KINDS)];
  const number = tape.from(1, 3);
  switch (tape.below(10)) {
    // These look at who shares.
    case 0:
      return (world) => mostSharing(world, one) > number;
    case 1:
      return (world) =>
        anyTwo(world, (a, b) => share(a, b, one) && !share(a, b, other) && other in a && other in b);
    case 2:
      return (world) => anyTwo(world, (a, b) => share(a, b, one) && share(a, b, other));
    case 3:
      return (world) => new Set(setsOf(world).flatMap((set) => set[one] ?? [])).size > number;
    case 4:
      return ({ tasks }) =>
        new Set([...tasks.values()].map(({ namespaces }) => JSON.stringify(namespaces))).size > number;
    // These look at what there is.
    case 5:
      return ({ tasks }) => [...tasks.values()].filter(({ namespaces }) => one in namespaces).length > number;
    case 6:
      return ({ tasks }) => tasks.size > number;
    case 7:
      return ({ containers }) => containers.size > number;
    case 8:
      return ({ tasks }) => new Set([...tasks.values()].map(({ container }) => container)).size > number;
    default: {
      if (areNames)
        return ({ containers }) =>
          new Set([...containers.values()].map(({ name }) => name)).size > number - 1;
      const name = tape.of(["x", "y", "0", "2", "z", ""]);
      return ({ containers }) =>
        [...containers.values()].filter((row) => row.name === name).length > number - 1;
    }
  }
}

function setsOf({ tasks, nsproxies }: ContainerObservation): Namespaces[] {
  return [...tasks.values(), ...nsproxies.values()].map(({ namespaces }) => namespaces);
}

function mostSharing(world: ContainerObservation, kind: Kind): number {
  const counts = new Map<number, number>();
  for (const { [kind]: number } of setsOf(world))
    if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

function anyTwo(world: ContainerObservation, are: (one: Namespaces, other: Namespaces) => boolean): boolean {
  const sets = setsOf(world);
  return sets.some((one, index) => sets.slice(index + 1).some((other) => are(one, other)));
}

function share(one: Namespaces, other: Namespaces, kind: Kind): boolean {
  return one[kind] !== undefined && one[kind] === other[kind];
}

/** The same predicate, but it remembers what it has found in each world. */
function remembering(predicate: Predicate): Predicate {
  const known = new WeakMap<ContainerObservation, boolean>();
  return (world) => {
    const found = known.get(world) ?? predicate(world);
    known.set(world, found);
    return found;
  };
}

const finding = (isCase: boolean, isBroken: boolean): Finding => {
  if (!isCase) return "no case";
  return isBroken ? { broken: "as drawn" } : "holds";
};

/**
 * @param calls the names of a design's calls
 * @param mayRemember whether it may remember what it found in a world
 * @param names which names it tries in calls, if marks are names
 */
export function drawProperty(
  tape: Tape,
  name: string,
  calls: readonly string[],
  mayRemember: boolean,
  names: readonly string[] = [],
): PointProperty {
  const about = { name, claim: "drawn", source: "a test" };
  const memory = mayRemember && tape.once(3) ? remembering : (predicate: Predicate) => predicate;
  const [isCase, isBad] = [
    memory(drawPredicate(tape, names.length > 0)),
    memory(drawPredicate(tape, names.length > 0)),
  ];
  const call = tape.of(calls);
  const afterAnyCall = (world: ContainerObservation, attempt: ContainerTry): boolean =>
    tasksOf(world).some((task) =>
      (names.length === 0 ? [{}] : names.map((name) => ({ name }))).some((given) => {
        const tried = attempt(call, task, given);
        return tried?.outcome === "ok" && isBad(tried.after);
      }),
    );
  switch (tape.below(8)) {
    case 0:
    case 1:
      return always({ ...about, check: (world) => finding(true, isBad(world)) });
    case 2:
      return always({ ...about, check: (world) => finding(isCase(world), isBad(world)) });
    case 3:
      return always({
        ...about,
        check: (world, _, attempt) => finding(isCase(world), afterAnyCall(world, attempt)),
      });
    case 4:
      return sometimes({ ...about, check: (world) => (isBad(world) ? "holds" : "no case") });
    default: {
      const on = tape.once(3) ? [call] : undefined;
      const when = tape.of<When | undefined>([undefined, undefined, "ok", "refused", "changed"]);
      const isAttempt = tape.once(4);
      const isAboutChange = tape.once(3);
      return onEveryStep({
        ...about,
        ...(on && { on }),
        ...(when && { when }),
        check(step, _, attempt) {
          const { before, after } = isAboutChange ? { ...step } : step;
          const is = isAboutChange ? { ...step }.changed : isCase(before);
          return finding(is, isAttempt ? afterAnyCall(after, attempt) : isBad(after) && !isBad(before));
        },
      });
    }
  }
}
