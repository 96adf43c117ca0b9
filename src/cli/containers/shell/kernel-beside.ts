import type { ContainerKernel } from "../../../conformance/containers/kernel.ts";
import type { KernelRun } from "../../../conformance/containers/run.ts";
import { eventsOf } from "../../../history/history.ts";
import { printable } from "../../../text/printable.ts";
import { paint } from "../../terminal.ts";
import type { ShellSession } from "./session.ts";

/** Does elsewhere what a command did, and returns lines about the outcome; none if the command did nothing. */
export type Mirror = (before: ShellSession, after: ShellSession) => Promise<readonly string[]>;

/**
 * Plays a session's history on a kernel, from the beginning, whenever it changes. So an event that was undone has not happened there
 * either.
 */
export function onKernel(kernel: ContainerKernel): Mirror {
  return async (before, after) => {
    const events = eventsOf(after.history);
    const known = eventsOf(before.history);
    if (events.length === known.length && events.every((event, index) => event === known[index])) return [];
    const { model, scope } = after.history;
    const run = await kernel.play(
      model,
      scope,
      events.map(({ operation }) => operation),
    );
    return linesOf(run, events.length);
  };
}

function linesOf({ beginning, events, stopped }: KernelRun, asked: number): string[] {
  if (stopped !== undefined)
    return [paint("yellow", `kernel: cannot follow any further: ${printable(stopped.why)}`)];
  const last = events[asked - 1];
  const calls = (last?.calls ?? []).map(({ what, outcome }) =>
    outcome === "ok" ? what : `${what} = ${outcome}`,
  );
  const made = calls.length === 0 ? "no call" : printable(calls.join(", "));
  const differences = last === undefined ? beginning : last.differences;
  if (differences.length === 0) return [`${paint("dim", `kernel: ${made}:`)} ${paint("green", "the same")}`];
  return [
    paint("dim", `kernel: ${made}`),
    ...differences.map(({ words }) => paint("red", `kernel differs: ${printable(words)}`)),
  ];
}
