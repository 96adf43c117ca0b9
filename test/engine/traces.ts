import type { Verdict } from "../../src/model/verdict.ts";

/** The nodes of a drawn graph along the history of a verdict. */
export function pathTo(verdict: Verdict | undefined): unknown[] | undefined {
  return verdict?.history?.map(({ operation }) => operation["path"]);
}
