import type { Observation } from "../../model/observation.ts";
import type { OnRuns, Owed } from "../../model/on-runs.ts";
import type { Step } from "../../model/property.ts";
import type { Activity } from "./activity.ts";
import { derived } from "./derived.ts";
import { Mistake } from "./mistake.ts";

/**
 * A property on runs whose every answer is checked.
 *
 * @param activity is told what the property is asked
 * @returns the same property otherwise. Its functions throw a `Mistake` if an answer is not allowed
 */
export function checkedOnRuns(property: OnRuns, activity: Activity): OnRuns {
  const { owed, isFair, allows } = property;
  const truth = (what: string, ask: () => unknown): boolean => {
    const answer = activity.during({ what: `${what}() of ${property.name}` }, ask);
    if (typeof answer === "boolean") return answer;
    throw new Mistake(`${what}() returns ${told(answer)}: it must return true or false`);
  };
  const answers: Partial<OnRuns> = {
    owed: owedOf(owed, truth),
    isMet: (world, thing) => truth("isMet", () => property.isMet(world, thing)),
    ...(isFair && {
      isFair: (world, task, thing) => truth("isFair", () => property.isFair?.(world, task, thing)),
    }),
    ...(allows && { allows: (step, thing) => truth("allows", () => property.allows?.(step, thing)) }),
    broken: (world, thing) => {
      const what = `broken() of ${property.name}`;
      const words: unknown = activity.during({ what }, () => property.broken(world, thing));
      if (typeof words === "string" && words.trim() !== "") return words;
      throw new Mistake(
        `broken() returns ${told(words)}: it must return a text that says what never happens`,
      );
    },
  };
  return derived(property, answers);
}

function owedOf(owed: Owed, truth: (what: string, ask: () => unknown) => boolean): Owed {
  switch (owed.from) {
    case "the first world":
      return owed;
    case "worlds":
      return {
        ...owed,
        isSo: (world: Observation, thing: number) => truth("owed.isSo", () => owed.isSo(world, thing)),
      };
    case "steps":
      return {
        ...owed,
        isSo: (step: Step, thing: number) => truth("owed.isSo", () => owed.isSo(step, thing)),
      };
  }
}

const told = (answer: unknown): string => JSON.stringify(answer) ?? typeof answer;
