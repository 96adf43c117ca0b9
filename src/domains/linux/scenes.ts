import { begin, goTo, observationOf, performAll } from "../../history/history.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { Event } from "../../model/operation.ts";
import type { Scene } from "../../model/picture.ts";
import type { Verdict } from "../../model/verdict.ts";
import { drawingOf } from "./drawing.ts";
import type { LinuxModel } from "./linux-model.ts";
import type { LinuxObservation } from "./observation.ts";
import type { AnyLinuxOperation } from "./operations.ts";
import type { LinuxScope } from "./scope.ts";
import { sentence } from "./sentence.ts";

/** The history of a verdict, drawn: the world before the first event, the world after each, and the call that shows what is broken. */
export function scenes(model: LinuxModel, scope: LinuxScope, { history = [], call }: Verdict): Scene[] {
  const start = begin(model, scope);
  const events = call === undefined ? history : [...history, call];
  const whole = performAll(
    start,
    events.map(({ operation }) => operation),
  );
  const lives = new Lives();
  const first = observationOf(start);
  lives.goOn(first);
  return [
    {
      sentence: "The world before the first event.",
      refused: "",
      isShowing: false,
      picture: drawingOf(first, lives.idOf),
    },
    ...events.map((event, index): Scene => {
      const before = observationOf(goTo(whole, index));
      const after = observationOf(goTo(whole, index + 1));
      const refused = event.outcome === "ok" ? "" : event.outcome;
      lives.goOn(after);
      return {
        // The events of a verdict are those of its design.
        sentence: sentence(model, event as Event<AnyLinuxOperation>, { before, after }),
        refused,
        isShowing: index >= history.length,
        picture: drawingOf(after, lives.idOf, { task: event.operation.task, refused }),
      };
    }),
  ];
}

/** Distinguishes tasks that bear the same number at different times. */
class Lives {
  readonly #counts = new Map<TaskNumber, number>();
  #here = new Set<TaskNumber>();

  readonly idOf = (task: TaskNumber): string => `task-${task}.${this.#counts.get(task) ?? 0}`;

  /** Goes on to a later world. A task that was not there before begins a new life. */
  goOn({ tasks }: LinuxObservation): void {
    for (const task of tasks.keys())
      if (!this.#here.has(task)) this.#counts.set(task, (this.#counts.get(task) ?? 0) + 1);
    this.#here = new Set(tasks.keys());
  }
}
