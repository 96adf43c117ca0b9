import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { ContainerKernel } from "../../src/conformance/containers/kernel.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { readHistory } from "../../src/history/read-history.ts";
import { KINDS, type Kind } from "../../src/model/kind.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import { conformed, scopeOf } from "./conforming.ts";
import { describeOnKernel } from "./machine.ts";

const [first, second] = [taskNumber(1), taskNumber(2)];
/** For each hierarchy, the kinds in scope, and the transitions and worlds that a tour must cover. */
const EVERY_TRANSITION = {
  v2: { kinds: ["uts", "ipc"], all: 2289, worlds: 106 },
  v1: { kinds: ["uts"], all: 555, worlds: 40 },
} as const;

const folder = join(import.meta.dirname, "../histories");
const corpus = readdirSync(folder).flatMap((file) => (file.endsWith(".jsonl") ? (ofNested(file) ?? []) : []));

describeOnKernel("nested on the machine's kernel", ["superuser", "compiler", "cgroup2"], () => {
  describe.each(["v2", "v1"] as const)("with cgroups of %s", (hierarchy) => {
    let kernel: ContainerKernel;
    beforeAll(async () => {
      kernel = await ContainerKernel.start({ hierarchy });
    });
    afterAll(() => kernel.close());

    test("agrees on every transition of 3 tasks and 3 containers", async () => {
      const every = { histories: "every transition", symmetry: true, length: 30 } as const;
      const { kinds, all, worlds } = EVERY_TRANSITION[hierarchy];
      const result = await conformed(kernel, scopeOf(kinds), every);
      expect(result.divergences).toEqual([]);
      expect(result.transitions).toMatchObject({ covered: all, all, worlds });
      expect([...result.stopped, ...result.unplayed]).toEqual([]);
    });

    test("agrees in random histories of all kinds", async () => {
      await agreesInRandom(kernel, KINDS, 60);
    });
  });

  describe("with cgroups of v2", () => {
    let kernel: ContainerKernel;
    beforeAll(async () => {
      kernel = await ContainerKernel.start();
    });
    afterAll(() => kernel.close());

    test.each(KINDS)("agrees in random histories of %s", async (kind) => {
      await agreesInRandom(kernel, [kind], 40);
    });

    test("agrees on the histories that are kept", async () => {
      expect(corpus.length).toBeGreaterThan(50);
      for (const { file, scope, operations } of corpus) {
        const { events, beginning, stopped } = await kernel.play(nested, scope, operations);
        const differing = events.filter(({ differences }) => differences.length > 0);
        expect({ file, beginning, differing, stopped }).toEqual({
          file,
          beginning: [],
          differing: [],
          stopped: undefined,
        });
        expect(events).toHaveLength(operations.length);
      }
    });

    test("goes on after a checkpoint, and says where the kernel has nothing to carry a call out with", async () => {
      const scope: ContainerScope = { ...scopeOf(["uts"]), images: 1 };
      const operations: readonly Operation[] = [
        { op: "fork", task: first },
        { op: "unshare", task: first, kinds: ["uts"] },
        { op: "checkpoint", task: second, path: "/unnamed1", image: "image1" },
        { op: "checkpoint", task: second, path: "/unnamed1", image: "image2" },
        { op: "restart", task: second, image: "image2", name: "a" },
        { op: "restart", task: second, image: "image1", name: "unnamed1" },
        { op: "kill", task: second, path: "/unnamed1" },
        { op: "restart", task: second, image: "image1", name: "b" },
      ];
      const run = await kernel.play(nested, scope, operations);
      expect(run.events.map(({ outcome }) => outcome)).toEqual([
        "ok",
        "ok",
        "ok",
        "ENOSPC",
        "ENOENT",
        "EEXIST",
        "ok",
      ]);
      expect(run.events.flatMap(({ differences }) => differences)).toEqual([]);
      expect(run.stopped).toEqual({
        sort: "no counterpart",
        why: "restart: the kernel keeps no images of tasks",
      });
    });
  });
});

async function agreesInRandom(kernel: ContainerKernel, kinds: readonly Kind[], runs: number): Promise<void> {
  const random = { histories: "random", runs, length: 12, seed: 7 } as const;
  const result = await conformed(kernel, scopeOf(kinds, ["a"]), random);
  expect([...result.divergences, ...result.stopped, ...result.unplayed]).toEqual([]);
  expect(result.histories).toBe(runs);
}

/** The history in a file, if it is one of `nested` without images. */
function ofNested(file: string) {
  const read = readHistory(readFileSync(join(folder, file)), [nested]);
  if (!read.ok) return undefined;
  const operations = [...read.history.entries()].flatMap((entry) =>
    "event" in entry ? [entry.event.operation] : [],
  );
  const hasImages = operations.some(({ op }) => op === "checkpoint" || op === "restart");
  return hasImages ? undefined : { file, scope: read.history.scope, operations };
}
