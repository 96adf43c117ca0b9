import { MODELS, PROPERTIES } from "../../catalogue.ts";
import type { Heat } from "../../conformance/containers/race/race.ts";
import { replay } from "../../engine/replay.ts";
import type { Expectation } from "../../history/expectation.ts";
import { readHistory } from "../../history/read-history.ts";
import type { Model } from "../../model/model.ts";
import type { Conclusion } from "../conclusion.ts";
import { historyFile, type NamedText } from "../save-histories.ts";

/** What the designs promise of a kill, and what was seen to be broken. */
const LEFT_BEHIND: Expectation = { property: "kill-reaches-descendants", verdict: "broken" };

/** The design of a heat. */
export function designOf({ design }: Pick<Heat, "design">): Model {
  const found = MODELS.find(({ name }) => name === design);
  if (found === undefined) throw new TypeError(`the catalogue has no design ${design}`);
  return found;
}

/** A heat compared with its design. */
export interface Compared {
  readonly heat: Heat;
  /** Its history, if a task was left behind. */
  readonly file?: NamedText;
  /** Where the design differs from it, in sentences. */
  readonly differences: readonly string[];
}

/** Replays the history of a heat, as `nsmodel replay` does with its file. */
export function comparedWithDesign(heat: Heat): Compared {
  const { hierarchy, history } = heat;
  const design = designOf(heat);
  if (history === undefined) return { heat, differences: [] };
  const { scope, events, hasEnded } = history;
  const expectation = hasEnded ? LEFT_BEHIND : undefined;
  const file = historyFile(design, scope, `left-behind-${hierarchy}`, events, expectation);
  const read = readHistory(Buffer.from(file.text), [design], { properties: PROPERTIES });
  if (!read.ok) throw new TypeError(`a history that was written cannot be read: ${read.problem.message}`);
  const { differences } = replay(read.history);
  return {
    heat,
    file,
    differences: differences.map(
      ({ line, subject, expected, found }) =>
        `${file.name}:${line}: ${subject}: observed ${expected}, but the design says ${found}.`,
    ),
  };
}

/** @param complete whether nothing was cut short */
export function conclusionOfRace(results: readonly Compared[], complete: boolean): Conclusion {
  if (results.some(({ differences }) => differences.length > 0)) return "broken";
  // What was seen in a try may leave the order of events open: it is then compared with nothing.
  const isCompared = results.every(({ heat, file }) => heat.leftBehind === 0 || file !== undefined);
  return complete && isCompared ? "as-claimed" : "not-decided";
}
