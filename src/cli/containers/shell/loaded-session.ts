import { isContainerModel, isContainerScope } from "../../../domains/containers/container-model.ts";
import { replay } from "../../../engine/replay.ts";
import { differenceInWords, SHOWN } from "../../../report/replay.ts";
import { printable, quoted } from "../../../text/printable.ts";
import { counted } from "../../../text/words.ts";
import { inShell } from "../../command-line.ts";
import { readHistoryFile } from "../../files/history-file.ts";
import { knownProperties, nameGivenTo } from "../../named.ts";
import { Problem } from "../../problem.ts";
import { performIn, type ShellSession, startSession } from "./session.ts";

/** A session that begins with the events of a file, and what to say about it. */
export interface Loaded {
  readonly session: ShellSession;
  readonly told: readonly string[];
}

/**
 * Makes the calls of a history again, in a new session.
 *
 * @throws {Problem} if the file cannot be read, or is not a history of containers
 */
export async function loadedSession({ history: { model } }: ShellSession, file: string): Promise<Loaded> {
  const recorded = await readHistoryFile(file, model, knownProperties(), new AbortController().signal);
  if (recorded === undefined || !isContainerModel(recorded.model) || !isContainerScope(recorded.scope))
    throw new Problem(`${quoted(file)} is not a history of containers.`);
  let session = startSession(model, recorded.scope);
  let events = 0;
  for (const entry of recorded.entries()) {
    if (!("event" in entry)) continue;
    session = performIn(session, entry.event.operation);
    events++;
  }
  const { count, differences } = replay(recorded, { keep: SHOWN });
  const more = count - differences.length;
  const allOfThem = inShell(["replay", file, "--model", nameGivenTo(model), "--all"]);
  return {
    session,
    told: [
      `Loaded ${counted(events, "event")} of ${quoted(file)}.`,
      ...differences.map((one) => `Line ${one.line}: ${printable(differenceInWords(one, recorded.model))}.`),
      ...(more === 0 ? [] : [`And ${counted(more, "more difference")}. To see all: ${allOfThem}`]),
    ],
  };
}
