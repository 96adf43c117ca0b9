/** What no design or property may do while it is asked something: read the clock, or use randomness. And it may never end the program. */
import { performance } from "node:perf_hooks";
import { Mistake } from "../../engine/checked/mistake.ts";
import { placeIn } from "./place-in.ts";
import { activity } from "./watched.ts";

const CHANCE_AND_CLOCK: readonly (readonly [string, object, string])[] = [
  ["Math", Math, "random"],
  ["Date", Date, "now"],
  ["performance", performance, "now"],
  ["process", process, "hrtime"],
  ["process", process, "uptime"],
  ["crypto", crypto, "getRandomValues"],
  ["crypto", crypto, "randomUUID"],
];

let isForbidden = false;

/** From now on a user's design or property that does one of these fails with a `Mistake` that names it. */
export function forbidChanceAndClock(): void {
  if (isForbidden) return;
  isForbidden = true;
  for (const [owned, owner, name] of CHANCE_AND_CLOCK)
    replace(owner, name, () => refuseInAnswers(`${owned}.${name}()`));
  globalThis.Date = new Proxy(Date, {
    construct(date, given, target) {
      if (given.length === 0) refuseInAnswers("new Date()");
      return Reflect.construct(date, given, target);
    },
  });
  process.exit = looking(process.exit, () => {
    // Also later, from a timer, when nobody has asked anything.
    if (placeIn(new Error()) !== undefined)
      throw new Mistake("it calls process.exit(), which would end nsmodel");
  });
}

/** Makes a function check first whether it may run. */
function replace(owner: object, name: string, look: () => void): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== "function") return;
  Object.defineProperty(owner, name, {
    value: looking(original, look),
    configurable: true,
    writable: true,
  });
}

/** A function that checks first whether it may run. */
function looking<Work extends object>(work: Work, look: () => void): Work {
  return new Proxy(work, {
    apply(target, self, given) {
      look();
      // What is applied is a function.
      return Reflect.apply(target as (...given: unknown[]) => unknown, self, given);
    },
  });
}

function refuseInAnswers(name: string): void {
  // nsmodel itself looks at the clock between two questions.
  if (activity.current === undefined || placeIn(new Error()) === undefined) return;
  throw new Mistake(
    `it calls ${name}: what it does must depend only on its arguments, not on time or chance`,
  );
}
