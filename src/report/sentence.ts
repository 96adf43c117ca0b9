import type { Event } from "../model/operation.ts";
import { goneContainers, movedContainers, type Worlds } from "./difference.ts";
import { phraseOf } from "./phrases.ts";
import { quoted } from "./printable.ts";
import { reason } from "./reason.ts";
import { named } from "./words.ts";

/**
 * An event of any design as an English sentence, on one line and safe to print.
 *
 * @param worlds the worlds before and after it; without them the sentence says less: not which number a fork got, not who
 *   was killed
 */
export function sentence({ operation, outcome }: Event, worlds?: Worlds): string {
  const phrase = phraseOf(operation);
  const task = `Task ${operation.task}`;
  if (outcome !== "ok") {
    const why = reason(operation, outcome, worlds?.before);
    return `${task} tries to ${phrase.attempt(operation)}, and is refused: ${outcome} (${why}).`;
  }
  return `${task} ${phrase.done(operation, worlds)}${worlds ? aftermath(worlds) : "."}`;
}

/** What goes with an event, and the end of the sentence. */
function aftermath(worlds: Worlds): string {
  const gone = goneContainers(worlds).map((container) => quoted(worlds.before.rootPath(container)));
  const released =
    gone.length === 0 ? "" : `; ${named("the container", gone)} ${gone.length === 1 ? "goes" : "go"}`;
  const moved = movedContainers(worlds).map(
    (container) =>
      `; ${quoted(worlds.before.rootPath(container))} is ${quoted(worlds.after.rootPath(container))} now`,
  );
  const isFinal = worlds.before.tasks.size > 0 && worlds.after.tasks.size === 0;
  return `${released}${moved.join("")}.${isFinal ? " No task lives any more." : ""}`;
}
