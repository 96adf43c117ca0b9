import { isContainerModel, isContainerScope } from "../../../domains/containers/container-model.ts";
import { quoted } from "../../../text/printable.ts";
import { counted } from "../../../text/words.ts";
import { readHistoryFile } from "../../files/history-file.ts";
import { knownProperties } from "../../named.ts";
import { Problem } from "../../problem.ts";
import { performIn, type ShellSession, startSession } from "./session.ts";

/** A session that begins with the events of a file, and what to say of it. */
export interface Loaded {
  readonly session: ShellSession;
  readonly told: readonly string[];
}

/**
 * Calls the events of a history again.
 *
 * @throws {Problem} where the file cannot be read, or is none for this design
 */
export async function loadedSession({ history: { model } }: ShellSession, file: string): Promise<Loaded> {
  const recorded = await readHistoryFile(file, model, knownProperties(), () => false);
  if (recorded === undefined || !isContainerModel(recorded.model) || !isContainerScope(recorded.scope))
    throw new Problem(`${quoted(file)} is no history of containers.`);
  let session = startSession(model, recorded.scope);
  const others: string[] = [];
  let events = 0;
  for (const entry of recorded.entries()) {
    if (!("event" in entry)) continue;
    session = performIn(session, entry.event.operation);
    events++;
    const outcome = session.history.moments.at(-1)?.event.outcome;
    if (outcome !== entry.event.outcome)
      others.push(`Line ${entry.line}: here ${outcome}, and ${entry.event.outcome} in the file.`);
  }
  return { session, told: [`Loaded ${counted(events, "event")} of ${quoted(file)}.`, ...others] };
}
