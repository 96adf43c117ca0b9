import type { Matrix } from "../../engine/matrix.ts";
import type { Model } from "../../model/model.ts";
import type { Scope } from "../../model/scope.ts";
import type { Verdict } from "../../model/verdict.ts";
import { plain } from "../../text/paint.ts";
import { printable } from "../../text/printable.ts";
import { counted } from "../../text/words.ts";
import { counterexample, verdictInWords } from "../verdicts.ts";
import type { TestResult } from "./test-result.ts";

/** A check of a design. */
export interface Checked {
  readonly model: Model;
  /** The file of the design, if it is user-defined. */
  readonly file: string | undefined;
  readonly scope: Scope;
  readonly verdicts: readonly Verdict[];
  readonly seconds: number;
}

/** A test for each property: passes if it holds, fails with the shortest history if it is broken, and is skipped if undecided or not applicable. */
export const checkResults = ({ model, file, scope, verdicts, seconds }: Checked): TestResult[] =>
  verdicts.map((verdict) => ({
    name: nameOf(model.name, verdict),
    ...(file !== undefined && { file }),
    seconds: seconds / verdicts.length, // one search decides them all
    status: STATUS[verdict.verdict],
    failures:
      verdict.verdict === "holds" ? [] : [{ message: counterexample(verdict, model, scope, plain, "none") }],
    summary: summaryOf(verdict),
  }));

const STATUS = {
  holds: "passed",
  broken: "failed",
  "not-decided": "skipped",
  "does-not-apply": "skipped",
} as const satisfies Record<Verdict["verdict"], TestResult["status"]>;

/** A test for each cell. A matrix claims nothing, so a decided cell passes, whatever the verdict. */
export const matrixResults = (matrices: readonly Matrix[]): TestResult[] =>
  matrices.flatMap(({ rows }) =>
    rows.flatMap(({ title, verdicts }) =>
      verdicts.map((verdict) => {
        const isDecided = verdict.verdict === "holds" || verdict.verdict === "broken";
        return {
          name: nameOf(title, verdict),
          seconds: 0,
          status: isDecided ? ("passed" as const) : ("skipped" as const),
          failures: isDecided ? [] : [{ message: `${verdictInWords(verdict)}: ${printable(verdict.why)}` }],
          summary: summaryOf(verdict),
        };
      }),
    ),
  );

const nameOf = (design: string, { property }: Verdict): string =>
  `${printable(design)}: ${printable(property)}`;

const summaryOf = (verdict: Verdict): string =>
  `${verdictInWords(verdict)}, ${counted(verdict.cases, "case")}`;
