import type { ConformProgress } from "../../conformance/conform.ts";
import { counted } from "../../text/words.ts";

/** The progress of a comparison with a kernel, in words. */
export function conformProgress(progress: ConformProgress): string {
  if (progress.phase === "planning") return "finding all transitions";
  if (progress.phase === "shortening") {
    const { history, of, plays } = progress;
    return `shortening history ${history} of ${of}: played ${counted(plays, "time")}`;
  }
  const { histories, events, differing, transitions } = progress;
  const parts = [`${number(histories)} histories`, counted(events, "event")];
  if (transitions !== undefined)
    parts.push(`${number(transitions.covered)} of ${number(transitions.all)} transitions played`);
  return [...parts, `${number(differing)} differ`].join(", ");
}

const number = (value: number): string => value.toLocaleString("en");
