import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../models/nested.ts";
import { MODELS, PROPERTIES } from "../src/catalogue.ts";
import { replay } from "../src/engine/replay.ts";
import { type RecordedHistory, readHistory } from "../src/history/read-history.ts";
import { writeHistory } from "../src/history/write-history.ts";
import type { Errno } from "../src/model/errno.ts";
import { outcomesOf } from "../src/model/outcome.ts";

const RULES = ["w1", "w2", "w3", "w4", "w5", "n1", "n2", "n3", "n4", "c1", "c2", "c3"];

/** The checks of each operation, in order. */
const CHECKS: Readonly<Record<string, readonly Errno[]>> = {
  fork: ["ESRCH", "EAGAIN"],
  unshare: ["ESRCH", "EINVAL", "ENOSPC"],
  setns: ["ESRCH", "ENOENT", "ENXIO"],
  exit: ["ESRCH"],
  rename: ["ESRCH", "ENOENT", "EBUSY", "EINVAL", "EEXIST"],
  kill: ["ESRCH", "ENOENT", "EBUSY"],
  checkpoint: ["ESRCH", "ENOENT", "EBUSY", "EINVAL", "ENOSPC"],
  restart: ["ESRCH", "ENOENT", "EINVAL", "EEXIST", "EAGAIN", "ENOSPC"],
};

const CELLS = Object.entries(CHECKS).flatMap(([op, errnos]) =>
  (["ok", ...errnos] as const).map((outcome) => ({ op, outcome })),
);

const folder = join(import.meta.dirname, "histories");
const corpus = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".jsonl"))
    .map((file) => [file.replace(/\.jsonl$/, ""), readFileSync(join(folder, file))]),
);

describe.each([...corpus])("%s", (_, file) => {
  test("replays without a difference", () => {
    const { count, differences } = replay(read(file));
    expect(differences).toEqual([]);
    expect(count).toBe(0);
  });

  test("says what the world is in the end", () => {
    expect([...read(file).entries()].at(-1)).toHaveProperty("expectation");
  });

  test("is written again as it was", () => {
    const { model, scope, entries } = read(file);
    expect(writeHistory(model, scope, entries())).toBe(file.toString());
  });
});

test.each(RULES)("rule %s has a history", (rule) => {
  expect([...corpus.keys()].some((name) => name.startsWith(`rule-${rule}-`))).toBe(true);
});

test.each(CELLS)("$op has a history that comes to $outcome", ({ op, outcome }) => {
  const events = [...read(fileOf(`${op}-${outcome.toLowerCase()}`)).entries()].filter(
    (entry) => "event" in entry,
  );
  expect(events.some(({ event }) => event.operation.op === op && event.outcome === outcome)).toBe(true);
});

test("no event can be changed unseen", () => {
  const files = [...corpus.values()].filter((file) => file.length < 30_000); // the long walks would only add time
  const anyOutcome = fc.constantFrom(...outcomesOf(nested));
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.nat(), anyOutcome, (file, place, outcome) => {
      const lines = file.toString().trimEnd().split("\n");
      const events = lines.flatMap((line, index) => (line.startsWith('{"op"') ? [index] : []));
      const changed = events[place % events.length];
      fc.pre(changed !== undefined && !lines[changed]?.endsWith(`"outcome":"${outcome}"}`));
      const damaged = lines.map((line, index) =>
        index === changed ? line.replace(/"outcome":"\w+"}$/, `"outcome":"${outcome}"}`) : line,
      );
      const { differences } = replay(read(Buffer.from(damaged.join("\n"))));
      expect(differences).toMatchObject([{ line: (changed ?? 0) + 1, kind: "outcome", expected: outcome }]);
    }),
  );
});

function fileOf(name: string): Uint8Array {
  const file = corpus.get(name);
  if (file === undefined) throw new Error(`there is no history ${name}.jsonl`);
  return file;
}

function read(file: Uint8Array): RecordedHistory {
  const result = readHistory(file, MODELS, { properties: PROPERTIES });
  if (!result.ok) throw new Error(`line ${result.problem.line}: ${result.problem.message}`);
  return result.history;
}
