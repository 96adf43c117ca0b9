import { describe, expect, test } from "vitest";
import { flat } from "../../../models/flat.ts";
import { nested } from "../../../models/nested.ts";
import { pinned } from "../../../models/pinned.ts";
import { taskStruct } from "../../../models/task-struct.ts";
import type { ContainerModel } from "../../../src/domains/containers/container-model.ts";
import { type Frame, framesOf } from "../../../src/domains/containers/frames.ts";
import { begin, eventsOf, performAll } from "../../../src/history/history.ts";
import type { Operation } from "../../../src/model/operation.ts";
import type { Verdict } from "../../../src/model/verdict.ts";
import { op, ROOMY } from "../../report/design.ts";

const UTS = { kinds: ["uts"] } as const;

/** The frames of a broken verdict: its history is these operations, and `call`, if given, shows the breach. */
function framesIn(model: ContainerModel, operations: readonly Operation[], call?: Operation): Frame[] {
  const history = eventsOf(performAll(begin(model, ROOMY), operations));
  const all = call && eventsOf(performAll(begin(model, ROOMY), [...operations, call]));
  const showing = all?.at(-1);
  const verdict: Verdict = { property: "p", verdict: "broken", why: "", cases: 1, history };
  return framesOf(model, ROOMY, { ...verdict, ...(showing && { call: showing }) });
}

describe("the frames of a history", () => {
  const frames = framesIn(
    nested,
    [op("fork", 1), op("unshare", 2, UTS), op("unshare", 2, UTS)],
    op("setns", 1, { path: "/unnamed1" }),
  );

  test("are the world before it, the world after each event, and the call that shows it", () => {
    expect(frames.map(({ sentence }) => sentence)).toEqual([
      "The world before the first event.",
      "Task 1 forks task 2 in the root.",
      "Task 2 unshares uts and goes down into the new container /unnamed1.",
      "Task 2 unshares uts and goes down into the new container /unnamed1/unnamed1.",
      expect.stringMatching(/^Task 1 tries to enter \/unnamed1, and is refused: ENXIO/),
    ]);
    expect(frames.map(({ isShowing }) => isShowing)).toEqual([false, false, false, false, true]);
    expect(frames.map(({ refused }) => refused)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      "ENXIO",
    ]);
  });

  test("have the tree, who sits where, who called, and what was named", () => {
    expect(frames[0]?.containers).toMatchObject([{ number: 1, parent: undefined, name: "", nsproxies: [1] }]);
    const last = frames.at(-1);
    const [root, upper, lower] = last?.containers ?? [];
    expect(upper).toMatchObject({ name: "unnamed1", parent: root?.id, nsproxies: [] });
    expect(lower).toMatchObject({ name: "unnamed1", parent: upper?.id, nsproxies: [3] });
    expect(last?.tasks.map(({ number, container }) => [number, container])).toEqual([
      [1, root?.id],
      [2, lower?.id],
    ]);
    expect(last?.tasks[1]?.namespaces).toEqual({ uts: 3, net: 1 });
    expect(last?.caller).toBe(last?.tasks[0]?.id);
    expect(last?.target).toBe(upper?.id);
  });

  test("a thing has one id for all of its life, and its number's next bearer another", () => {
    const [, one, , two] = framesIn(nested, [op("fork", 1), op("exit", 2), op("fork", 1)]);
    const [first, second] = [one?.tasks[1], two?.tasks[1]];
    expect(first?.number).toBe(second?.number);
    expect(first?.id).not.toBe(second?.id);
    expect(one?.tasks[0]?.id).toBe(two?.tasks[0]?.id);
  });

  test("of a task that is gone by its own call, the caller is still named", () => {
    const [before, after] = framesIn(nested, [op("exit", 1)]);
    expect(after?.caller).toBe(before?.tasks[0]?.id);
    expect(after?.tasks).toEqual([]);
  });
});

test("without levels, a task is also in containers that do not hold its own", () => {
  const [first, last] = framesIn(flat, [op("unshare", 1, UTS)]);
  expect(first?.tasks[0]?.also).toEqual([]);
  expect(last?.tasks[0]?.also).toEqual([last?.containers[0]?.id]);
});

test("namespaces that stand without a task are held", () => {
  const [first, last] = framesIn(pinned, [op("exit", 1)]);
  expect(first?.held).toEqual([]);
  expect(last?.held).toMatchObject([{ container: last?.containers[0]?.id, namespaces: { uts: 1, net: 1 } }]);
});

test("a design without nsproxies shows none, and none that are missing", () => {
  for (const frame of framesIn(taskStruct, [op("unshare", 1, UTS)])) {
    for (const { nsproxies } of frame.containers) expect(nsproxies).toBeUndefined();
  }
});
