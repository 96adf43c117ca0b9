import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { taskStruct } from "../../models/task-struct.ts";
import { alwaysEventually, type ContainerStep, onEveryStep } from "../../src/domains/containers/property.ts";
import { FIRST_TASK } from "../../src/model/numbers.ts";
import { isAbout, whyNotApplicable } from "../../src/model/property.ts";
import { drawn } from "../drawn-graph.ts";

const scope = { tasks: 1, containers: 1, kinds: [], names: [], images: 0 };
const graph = drawn({ 0: [] });

test("a property applies where the design shows what it needs and the scope has what it is about", () => {
  expect(whyNotApplicable(graph.never(0), graph.model, scope)).toBeUndefined();
});

test("it says which feature the design lacks", () => {
  const property = { ...graph.never(0), needs: ["images", "levels"] as const };
  expect(whyNotApplicable(property, graph.model, scope)).toBe("drawn has no images");
  expect(whyNotApplicable(property, { ...graph.model, shows: ["images"] }, scope)).toBe(
    "drawn has no levels",
  );
  expect(whyNotApplicable(property, { ...graph.model, shows: ["levels", "images"] }, scope)).toBeUndefined();
});

test("it says what the scope lacks", () => {
  const property = {
    ...graph.never(0),
    outOfScope: ({ names }: { names: readonly string[] }) => (names.length === 0 ? "no names" : undefined),
  };
  expect(whyNotApplicable(property, graph.model, scope)).toBe("no names");
  expect(whyNotApplicable(property, graph.model, { ...scope, names: ["a"] })).toBeUndefined();
});

test("a promise of things that the design does not number does not apply to it", () => {
  const goes = alwaysEventually({
    name: "goes",
    claim: "it goes",
    source: "a test",
    of: "nsproxy",
    isMet: () => false,
    broken: () => "it never goes",
  });
  expect(whyNotApplicable(goes, nested, scope)).toBeUndefined();
  expect(whyNotApplicable(goes, taskStruct, scope)).toBe("task-struct does not number nsproxies");
});

test.each([
  [{}, "fork", "EAGAIN", false, true],
  [{ on: ["fork", "exit"] }, "exit", "ok", true, true],
  [{ on: ["fork", "exit"] }, "kill", "ok", true, false],
  [{ when: "ok" }, "fork", "ok", false, true],
  [{ when: "ok" }, "fork", "EAGAIN", false, false],
  [{ when: "refused" }, "fork", "EAGAIN", false, true],
  [{ when: "refused" }, "fork", "ok", true, false],
  [{ when: "changed" }, "fork", "EAGAIN", true, true],
  [{ when: "changed" }, "fork", "ok", false, false],
  [{ on: ["fork"], when: "ok" }, "exit", "ok", true, false],
] as const)(
  "a property with %j on a step of %s, %s, changed %j: may have a case: %j",
  (property, op, outcome, isChanged, expected) => {
    expect(isAbout(property, op, outcome !== "ok", isChanged)).toBe(expected);
  },
);

test("a property on steps is asked of those alone that it is about", () => {
  const world = graph.model.observe(graph.model.initial(scope), scope);
  const other = graph.model.observe(graph.model.initial(scope), scope);
  const property = { name: "", claim: "", source: "", check: () => "holds" as const };
  const step = (op: string, after = other): ContainerStep => ({
    before: world,
    operation: { op, task: FIRST_TASK },
    outcome: "ok",
    after,
    changed: after !== world,
  });
  const attempt = () => undefined;
  const found = (about: Parameters<typeof isAbout>[0], on: ContainerStep) =>
    onEveryStep({ ...property, ...about }).check(on, scope, attempt);
  expect(found({}, step("exit", world))).toBe("holds");
  expect(found({ on: ["fork"] }, step("fork"))).toBe("holds");
  expect(found({ on: ["fork"] }, step("exit"))).toBe("no case");
  expect(found({ when: "changed" }, step("exit"))).toBe("holds");
  expect(found({ when: "changed" }, step("exit", world))).toBe("no case");
});
