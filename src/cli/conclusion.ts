import type { Verdict } from "../model/verdict.ts";
import { EXIT, type ExitCode } from "./problem.ts";

/** What a command comes to in the end. It stands in the machine-readable output, and the exit code says the same. */
export type Conclusion = "as-claimed" | "broken" | "not-decided";

const CODES: Readonly<Record<Conclusion, ExitCode>> = {
  "as-claimed": EXIT.asClaimed,
  broken: EXIT.broken,
  "not-decided": EXIT.notDecided,
};

/** The exit code that says so. */
export function exitCodeOf(conclusion: Conclusion): ExitCode {
  return CODES[conclusion];
}

/** What an exit code says; nothing where it is about the request or the machine. */
export function conclusionWith(code: ExitCode): Conclusion | undefined {
  const conclusions: readonly Conclusion[] = ["as-claimed", "broken", "not-decided"];
  return conclusions.find((conclusion) => CODES[conclusion] === code);
}

/**
 * What verdicts come to together: one that is broken counts most, then one that is not decided.
 *
 * @param areNamed whether each property was asked for by its name: one that does not apply, or has no case, is not as claimed then, for nothing was found out
 *   about it
 */
export function conclusionOf(
  verdicts: readonly Pick<Verdict, "verdict" | "cases">[],
  areNamed: boolean = false,
): Conclusion {
  if (verdicts.some(({ verdict }) => verdict === "broken")) return "broken";
  const isOpen = ({ verdict, cases }: Pick<Verdict, "verdict" | "cases">): boolean =>
    verdict === "not-decided" || (areNamed && (verdict === "does-not-apply" || cases === 0));
  return verdicts.some(isOpen) ? "not-decided" : "as-claimed";
}
