import { checkLaws as checkLawsGuarded, type LawReport } from "../engine/laws.ts";
import type { Model } from "../model/model.ts";
import { requireDesigns } from "./asked.ts";

/**
 * Checks in every world of some random runs, which are the same each time, what must be so of a design of one's own: that it is plain data, that
 * a call that is refused changes nothing, that what it shows fits together. The command does so before it runs one.
 *
 * @throws {TypeError} where it is none
 */
export function checkLaws(model: Model): LawReport {
  requireDesigns(model);
  return checkLawsGuarded(model);
}
