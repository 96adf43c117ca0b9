import { checkLaws as checkLawsGuarded, type LawReport } from "../engine/laws.ts";
import type { Model } from "../model/model.ts";
import { requireDesigns } from "./asked.ts";

/**
 * Checks the laws that every design must obey, in every world of some random runs, the same runs each time: worlds are plain data, a refused
 * call changes nothing, what the design shows is consistent. The command checks a user-defined design like this before it runs it.
 *
 * @throws {TypeError} if `model` is not a design
 */
export function checkLaws(model: Model): LawReport {
  requireDesigns(model);
  return checkLawsGuarded(model);
}
