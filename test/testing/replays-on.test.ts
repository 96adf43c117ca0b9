import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { merged } from "../../models/merged.ts";
import { nested } from "../../models/nested.ts";
import { MODELS } from "../../src/catalogue.ts";
import type { AnyKernel } from "../../src/conformance/any-kernel.ts";
import type { KernelRun } from "../../src/conformance/containers/run.ts";
import { Kernels } from "../../src/conformance/kernels.ts";
import { begin, performAll } from "../../src/history/history.ts";
import { readHistory } from "../../src/history/read-history.ts";
import { FIRST_TASK } from "../../src/model/numbers.ts";
import { assertReplaysOn } from "../../src/testing/node-test.ts";
import { judgeReplay } from "../../src/testing/replays-on.ts";
import "../../src/testing/vitest.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-replays-"));
afterAll(() => rmSync(folder, { recursive: true }));

const scope = { tasks: 2, containers: 2, kinds: ["uts"] as const, names: [], images: 0 };
const HEADER = JSON.stringify({
  format: "nsmodel-history",
  version: 1,
  model: "nested",
  scope: { ...scope, images: undefined },
});
const FORK = '{"op":"fork","task":1,"outcome":"ok"}';

function fileOf(name: string, ...lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, [HEADER, ...lines, ""].join("\n"));
  return file;
}

const good = fileOf("good.jsonl", FORK);
const wrong = fileOf("wrong.jsonl", FORK, '{"op":"fork","task":1,"outcome":"ok"}');

test.each([{}, null, { entries: 1 }, 7])("%j is refused in words", async (given) => {
  const history = given as never; // plain JavaScript can pass anything
  await expect(assertReplaysOn(history, "model")).rejects.toThrow(/ is not a history /);
});

describe("a history that runs as it is written", () => {
  const read = readHistory(readFileSync(good), MODELS);
  if (!read.ok) throw new Error(read.problem.message);
  test.each([
    ["a path", good],
    ["a URL", pathToFileURL(good)],
    ["one that was read", read.history],
    ["one that was made", performAll(begin(nested, scope), [{ op: "fork", task: FIRST_TASK }])],
  ])("%s", async (_, history) => {
    await assertReplaysOn(history, "model");
    await expect(history).toReplayOn("model");
    await expect(expect(history).not.toReplayOn("model")).rejects.toThrow(/agrees with nested: 1 event,/);
  });
});

test("what differs is told with its line, as a replay prints it", async () => {
  const name = relative(".", wrong);
  const message = `${name}:3: fork: the file says ok, nested says EAGAIN`;
  await expect(assertReplaysOn(wrong, "model")).rejects.toThrow(message);
  await expect(expect(wrong).toReplayOn("model")).rejects.toThrow(message);
  await expect(wrong).not.toReplayOn("model");
});

test("a history that tests nothing fails the assertion", async () => {
  const empty = fileOf("empty.jsonl");
  await expect(assertReplaysOn(empty, "model")).rejects.toThrow(/has no event and no expectation/);
  await expect(expect(empty).not.toReplayOn("model")).rejects.toThrow(/has no event and no expectation/);
});

test("another design runs it in place of the one that it names", async () => {
  const unnamed = performAll(begin(nested, { ...scope, containers: 3 }), [
    { op: "unshare", task: FIRST_TASK, kinds: ["uts"] },
    { op: "unshare", task: FIRST_TASK, kinds: ["uts"] },
  ]);
  await expect(unnamed).toReplayOn(nested);
  await expect(expect(unnamed).toReplayOn(merged, { properties: ["never-leaves"] })).rejects.toThrow(
    /never-leaves, after 2 events: broken/,
  );
});

test("what is no property or option is refused in a sentence", async () => {
  // Plain JavaScript can pass anything.
  for (const [options, words] of [
    [{ properties: "never-leaves" }, '"never-leaves" is not a list of properties'],
    [{ properties: [{}] }, "properties.0: an object is not a property"],
    [{ propertis: [] }, '"propertis" is not an option: did you mean "properties"?'],
  ] as const)
    await expect(expect(good).toReplayOn("model", options as never)).rejects.toThrow(words);
});

test("a file that is no history is no answer, with `not` neither", async () => {
  const file = fileOf("unknown.jsonl", '{"op":"fly","task":1,"outcome":"ok"}');
  await expect(expect(file).toReplayOn("model")).rejects.toThrow(/unknown\.jsonl:2:\d+: .*fly/);
  await expect(expect(file).not.toReplayOn("model")).rejects.toThrow(/unknown\.jsonl:2:\d+: .*fly/);
  await expect(expect(join(folder, "none")).toReplayOn("model")).rejects.toThrow("ENOENT");
});

test.each([["kernal"], ["Model"], [undefined], [null], [{}]])(
  "%j is no backend, and no test passes on it",
  async (given) => {
    // Plain JavaScript can pass anything.
    const backend = given as unknown as "kernel";
    const none = /is not a backend: it must be "model", "kernel" or a design$/;
    for (const asked of [
      assertReplaysOn(good, backend),
      expect(good).toReplayOn(backend),
      expect(good).not.toReplayOn(backend),
    ])
      await expect(asked).rejects.toThrow(none);
    await expect(judgeReplay(good, backend, {}, new Kernels())).rejects.toThrow(TypeError);
  },
);

describe("on a kernel", () => {
  const fork = {
    event: { operation: { op: "fork", task: FIRST_TASK }, outcome: "ok" as const },
    outcome: "ok",
    calls: [],
  };
  const played = { events: [{ ...fork, differences: [] }], beginning: [], stopped: undefined };

  /** Judges `good` on a stub of a kernel that answers with this run. */
  const judged = (run: KernelRun, hierarchy: object = { version: 2 }) =>
    judgeReplay(
      good,
      "kernel",
      {},
      new Kernels(async () => {
        // Only what is used here.
        return { about: { release: "6.12", hierarchy }, play: async () => run } as unknown as AnyKernel;
      }),
    );

  test("that agrees", async () => {
    const { verdict, message } = await judged(played);
    expect(verdict).toBe("holds");
    expect(message).toContain("the kernel agrees with nested: 1 event on Linux 6.12");
  });

  test("that differs", async () => {
    const differences = [{ sort: "outcome", words: "fork came to EPERM" }] as const;
    const { verdict, message } = await judged({ ...played, events: [{ ...fork, differences }] });
    expect(verdict).toBe("fails");
    expect(message).toContain("good.jsonl:2: on the kernel fork came to EPERM");
  });

  test("that does not play it to its end, or does not show containers: undecided", async () => {
    const stopped = { sort: "no counterpart", why: "there is no such call" } as const;
    expect(await judged({ ...played, events: [], stopped })).toMatchObject({
      verdict: "undecided",
      message: expect.stringContaining("not played from here on: there is no such call"),
    });
    expect((await judged(played, { version: "none" })).verdict).toBe("undecided");
  });
});
