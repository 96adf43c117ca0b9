import type { Model } from "../../model/model.ts";
import type { Event } from "../../model/operation.ts";
import { quoted } from "../../text/printable.ts";
import { named } from "../../text/words.ts";
import { goneContainers, movedContainers, type Worlds } from "./difference.ts";
import type { ContainerOperation } from "./operation.ts";
import { ownChanges } from "./own-state.ts";
import { phraseOf } from "./phrases.ts";
import { place } from "./place.ts";
import { reason } from "./reason.ts";

/**
 * An event of any design as an English sentence, on one line and safe to print.
 *
 * @param worlds the worlds before and after it; without them the sentence says less: not which number a fork got, not who
 *   was killed
 */
export function sentence(
  model: Model,
  { operation, outcome }: Event<ContainerOperation>,
  worlds?: Worlds,
): string {
  const phrase = phraseOf(operation);
  const task = `Task ${operation.task}`;
  if (outcome !== "ok") {
    const why = reason(model, operation, outcome, worlds?.before);
    return `${task} tries to ${phrase.attempt(operation)}, and is refused: ${outcome} (${why}).`;
  }
  return `${task} ${phrase.done(operation, worlds)}${worlds ? aftermath(worlds) : "."}`;
}

/** What else an event changed, and the end of the sentence. */
function aftermath(worlds: Worlds): string {
  const gone = goneContainers(worlds).map((container) => quoted(worlds.before.rootPath(container)));
  const released =
    gone.length === 0 ? "" : `; ${named("the container", gone)} ${gone.length === 1 ? "goes" : "go"}`;
  const moved = movedContainers(worlds).map(
    (container) =>
      `; ${quoted(worlds.before.rootPath(container))} is ${quoted(worlds.after.rootPath(container))} now`,
  );
  const isFinal = worlds.before.tasks.size > 0 && worlds.after.tasks.size === 0;
  const own = changesOfOwnState(worlds).map((words) => `; ${words}`);
  return `${released}${moved.join("")}${own.join("")}.${isFinal ? " No task lives any more." : ""}`;
}

/** The changes to a design's own fields, for everything that was there before. */
function changesOfOwnState({ before, after }: Worlds): string[] {
  return [
    ...[...after.containers].flatMap(([number, { own }]) => {
      const was = before.containers.get(number);
      return was === undefined ? [] : ownChanges(place(after, number), was.own, own);
    }),
    ...[...after.tasks].flatMap(([number, { own }]) => {
      const was = before.tasks.get(number);
      return was === undefined ? [] : ownChanges(`task ${number}`, was.own, own);
    }),
    ...[...after.nsproxies].flatMap(([number, { own }]) => {
      const was = before.nsproxies.get(number);
      return was === undefined ? [] : ownChanges(`nsproxy ${number}`, was.own, own);
    }),
    ...ownChanges("the world", before.own, after.own),
  ];
}
