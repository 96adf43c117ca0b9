import type { Verdict } from "../model/verdict.ts";
import { EXIT, type ExitCode } from "./problem.ts";

/** The overall result of a command. It is part of the machine-readable output, and the exit code says the same. */
export type Conclusion = "as-claimed" | "broken" | "not-decided";

const CODES: Readonly<Record<Conclusion, ExitCode>> = {
  "as-claimed": EXIT.asClaimed,
  broken: EXIT.broken,
  "not-decided": EXIT.notDecided,
};

/** The exit code of a conclusion. */
export function exitCodeOf(conclusion: Conclusion): ExitCode {
  return CODES[conclusion];
}

/** The conclusion that an exit code stands for; `undefined` if the code is about the request or the machine. */
export function conclusionWith(code: ExitCode): Conclusion | undefined {
  const conclusions: readonly Conclusion[] = ["as-claimed", "broken", "not-decided"];
  return conclusions.find((conclusion) => CODES[conclusion] === code);
}

/**
 * The conclusion from several verdicts: one broken property outweighs all else, then one that is not decided.
 *
 * @param areNamed whether each property was asked for by name: one that does not apply, or has no case, then counts as not decided, as nothing was found out
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
