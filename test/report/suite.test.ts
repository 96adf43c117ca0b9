import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { replay } from "../../src/engine/replay.ts";
import { suiteInSteps } from "../../src/engine/suite/suite.ts";
import { finish } from "../../src/history/finish.ts";
import { readHistory } from "../../src/history/read-history.ts";
import { suiteFiles } from "../../src/report/suite.ts";
import { schemaErrors } from "../docs/schemas.ts";

const SCOPE: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 0 };
const suiteOf = (transitions: number) =>
  finish(
    suiteInSteps(nested, {
      scopes: [{ scope: SCOPE }],
      symmetry: true,
      comparisons: "some",
      transitions,
      length: 50,
    }),
  );
const suite = suiteOf(100_000);
const { files, index } = suiteFiles(suite, { nsmodel: "1.2.3", model: nested, design: undefined });
const histories = files.filter(({ name }) => name.endsWith(".jsonl"));

test("each file of a suite has a name of its own, and is a history that says what it is there for", () => {
  expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
  for (const { name, text } of histories) {
    const read = readHistory(Buffer.from(text), [nested]);
    expect(read.ok, name).toBe(true);
    if (!read.ok) continue;
    expect(read.history.about).toBe(index.files.find((file) => file.name === name)?.about);
    expect(replay(read.history).count).toBe(0);
  }
});

test("the index names all of them, and so does that for people", () => {
  const readme = files.find(({ name }) => name === "README.md")?.text ?? "";
  expect(index.files.map(({ name }) => name)).toEqual(histories.map(({ name }) => name));
  for (const { name, outcomes } of index.files)
    if (outcomes.length > 0) expect(readme).toContain(`[${name}](${name})`);
  expect(readme).toContain("setns is refused with ENOENT");
  expect(index.unreached.map(({ outcome }) => outcome)).toContain("checkpoint succeeds");
  expect(index.scopes).toMatchObject([{ transitions: suite.tours[0]?.transitions, toured: true }]);
});

test("the index is as its schema says, and nothing else is", () => {
  const digests = Object.fromEntries(files.map(({ name }) => [name, "0".repeat(64)]));
  const whole = asWritten({ ...index, digests });
  expect(schemaErrors("suite", whole)).toEqual([]);
  expect(schemaErrors("suite", { ...whole, design: "abc" })).toEqual([]);
  expect(schemaErrors("suite", asWritten(index))).toEqual([expect.stringContaining('"digests"')]);
  expect(schemaErrors("suite", { ...whole, more: 1 })).toEqual([expect.stringContaining('"more"')]);
  const [first, ...others] = index.scopes;
  const scopes = [{ ...first, depth: 4 }, ...others];
  expect(schemaErrors("suite", asWritten({ ...index, digests, scopes }))).toEqual([]);
});

test("where not every transition is toured, both indexes say which are", () => {
  const made = suiteOf(30);
  const { files: some, index: ofSome } = suiteFiles(made, {
    nsmodel: "1.2.3",
    model: nested,
    design: undefined,
  });
  const [tour] = made.tours;
  const toured = typeof tour?.toured === "object" ? tour.toured : undefined;
  expect(toured?.calls).toBeGreaterThan(0);
  expect(ofSome.scopes).toMatchObject([
    { toured: false, touredCalls: toured?.calls, touredTransitions: toured?.transitions },
  ]);
  expect(some.find(({ name }) => name === "README.md")?.text).toContain("| the first ");
  const digests = Object.fromEntries(some.map(({ name }) => [name, "0".repeat(64)]));
  expect(schemaErrors("suite", asWritten({ ...ofSome, digests }))).toEqual([]);
});

const asWritten = (value: object): object => JSON.parse(JSON.stringify(value));
