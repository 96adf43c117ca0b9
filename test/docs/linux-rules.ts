import { SINCE } from "../../models/linux/kernel-versions.ts";
import { REFUSALS, REFUSALS_OF, type Refusal } from "../../models/linux/refusals.ts";

/** The cells of a row in the table of refusals in docs/linux.md. */
export interface RefusalLine {
  readonly errno: string;
  /** The calls that it refuses, as code. */
  readonly calls: string;
  readonly when: string;
  readonly source: string;
  /** A link to the history that ends in it; empty if there is none. */
  readonly history: string;
}

/** The table of refusals, in the order of refusals.ts. */
export function refusalLines(histories: ReadonlySet<string>): readonly RefusalLine[] {
  return (Object.keys(REFUSALS) as Refusal[]).map((refusal) => {
    const { errno, when, source, ...rule } = {
      since: undefined,
      before: undefined,
      unasked: undefined,
      ...REFUSALS[refusal],
    };
    const file = `refused-${refusal.replaceAll(" ", "-")}`;
    const calls = Object.entries(REFUSALS_OF).filter(([, refusals]) =>
      refusals.some((one) => one === refusal),
    );
    const releases = [
      ...(rule.since === undefined ? [] : [`since ${SINCE[rule.since]}`]),
      ...(rule.before === undefined ? [] : [`before ${SINCE[rule.before]}`]),
    ];
    const asked = rule.unasked === undefined ? [] : ["the kernel is not asked"];
    return {
      errno,
      calls: calls.length === 0 ? "all" : calls.map(([op]) => `\`${op}\``).join(", "),
      when: [when, ...releases, ...asked].join("; "),
      source,
      history: histories.has(file) ? linkTo(file) : "",
    };
  });
}

export const linkTo = (history: string): string => `[${history}](../test/histories/linux/${history}.jsonl)`;
