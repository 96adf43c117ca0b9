import { FailedAfter } from "../../engine/failed-after.ts";
import { runUnderWay } from "../../history/under-way.ts";
import { printable } from "../../text/printable.ts";
import { counted, enumerated } from "../../text/words.ts";
import { Problem } from "../problem.ts";
import { paintError } from "../terminal.ts";
import { historyInLines } from "./history-in-lines.ts";
import { loadedFiles } from "./loaded-files.ts";
import { placeIn } from "./place-in.ts";
import { activity } from "./watched.ts";

/**
 * What was thrown while the user's modules ran, explained to their author: a world that does not fit, a property that throws, a design
 * that does not do the same twice.
 *
 * @throws {unknown} the error itself if no such module was loaded: it is then a bug in nsmodel
 */
export const usersMistake = (error: unknown): Problem => mistake(error, howTheRunCameThere);

/** The same for what was thrown when nobody was waiting for it: no call is to blame. */
export const lateMistake = (error: unknown): Problem =>
  mistake(error, () => "It was thrown when nothing was waiting for it: from a promise, or from a timer.");

function mistake(error: unknown, howItCame: () => string): Problem {
  const files = loadedFiles();
  const thrown = error instanceof FailedAfter ? error.cause : error;
  if (thrown instanceof Problem) return thrown;
  if (files.length === 0) throw thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const place = placeIn(thrown) ?? enumerated(files.map(({ file }) => file));
  const how = error instanceof FailedAfter ? howItCameUp(error) : howItCame();
  activity.current = undefined; // it is reported, and what fails next was asked something else
  return new UsersMistake(`${place}: ${message}`, how);
}

/** A mistake in a user's module. Its message is safe to print. */
export class UsersMistake extends Problem {
  /** The raw message, for a caller that makes it safe in its own way. */
  readonly unprinted: string;

  constructor(message: string, hint: string) {
    super(printable(message), hint);
    this.unprinted = message;
  }
}

/** Prints a problem to standard error. */
export function printProblem({ message, hint }: Problem): void {
  process.stderr.write(
    `${paintError("red", "nsmodel:")} ${message}\n${hint === undefined ? "" : `${hint}\n`}`,
  );
}

/** How the run that is under way came to the point at which it failed. */
function howTheRunCameThere(): string {
  const { operation, isPast } = activity.current ?? {};
  const history = runUnderWay(); // this may ask the design something in turn
  if (history === undefined) return "This happened while this module ran.";
  const isLast = isPast && JSON.stringify(history.at(-1)) === JSON.stringify(operation);
  return historyInLines(
    isLast ? history.slice(0, -1) : history,
    operation && `with ${printable(JSON.stringify(operation))}`,
  );
}

function howItCameUp({ history, call, depth }: FailedAfter): string {
  if (history === undefined)
    return `This happened in a world after ${counted(depth, "event")}; the history that leads there could not be found again.`;
  return historyInLines(history, call && `with ${printable(JSON.stringify(call))}`);
}
