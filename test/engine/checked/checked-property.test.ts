import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { always, type ContainerTry, onEveryStep } from "../../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { Activity, type PendingQuestion } from "../../../src/engine/checked/activity.ts";
import { checkedProperty } from "../../../src/engine/checked/checked-property.ts";
import { Mistake } from "../../../src/engine/checked/mistake.ts";
import { findingAt } from "../../../src/engine/forms/form-of.ts";
import { pointOf } from "../../../src/engine/point.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import type { Finding, PointProperty, Step } from "../../../src/model/property.ts";

const scope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 0 };
const first = nested.initial(scope);
const point = pointOf(nested, scope, first);
const { world, attempt } = point;
const words = { name: "drawn", claim: "It is so.", source: "drawn" };

function stepOf(op: string): Step {
  const attempted = attempt(op, FIRST_TASK);
  if (attempted === undefined) throw new RangeError(`there is no call ${op}`);
  const { operation, outcome, after } = attempted;
  return { before: world, operation, outcome, after, changed: true };
}

const askIn = (property: PointProperty, step?: Step): Finding =>
  findingAt(property, { ...point, step }, scope);

/** A property whose check returns these in turn. */
function giving(...found: readonly unknown[]) {
  let asked = 0;
  const property = always({
    ...words,
    check: () => found[asked++ % found.length] as Finding, // as plain JavaScript may
  });
  return { property, times: () => asked };
}

test("it finds what the property finds, and is that property otherwise", () => {
  const { property } = giving({ broken: "so" });
  const checked = checkedProperty(property);
  expect(askIn(checked)).toEqual({ broken: "so" });
  expect(checked).toMatchObject({ name: "drawn", claim: "It is so.", form: "always" });
  expect(checked.outOfScope).toBeUndefined();
  expect(Object.getPrototypeOf(checked)).toBe(property);
});

test("what is no finding is a mistake", () => {
  const ask = () => askIn(checkedProperty(giving(true).property));
  expect(ask).toThrow(Mistake);
  expect(ask).toThrow(/^check\(\) returns true: it must return "holds", "no case" or/);
});

test("every sixteenth question is asked twice, from the first on", () => {
  const { property, times } = giving("holds");
  const checked = checkedProperty(property);
  const asked = Array.from({ length: 40 }, () => {
    const before = times();
    askIn(checked);
    return times() - before;
  });
  expect(asked).toEqual(asked.map((_, question) => (question % 16 === 0 ? 2 : 1)));
});

test("another answer to the same question is a mistake", () => {
  const ask = () => askIn(checkedProperty(giving("holds", { broken: "so" }).property));
  expect(ask).toThrow(
    new Mistake(
      'check() finds "holds", but {"broken":"so"} when asked again at once: it must keep nothing between calls and use neither randomness nor a clock',
    ),
  );
});

test("the scope cannot be changed, and the world and the step are as they were given", () => {
  const given: unknown[] = [];
  const onWorlds = always({
    ...words,
    check(seen, read) {
      given.push(seen, Object.isFrozen(read) && Object.isFrozen(read.kinds));
      return "holds";
    },
  });
  askIn(checkedProperty(onWorlds));
  expect(given.slice(0, 2)).toEqual([world, true]);
  const step = stepOf("fork");
  const onSteps = onEveryStep({
    ...words,
    check(seen, read, tried: ContainerTry) {
      given.push(seen, Object.isFrozen(read), tried);
      return "holds";
    },
  });
  expect(askIn(checkedProperty(onSteps), step)).toBe("holds");
  expect(given.slice(-3)).toEqual([step, true, attempt]);
});

test("while it is asked, that is what goes on", () => {
  const activity = new Activity();
  const seen: (PendingQuestion | undefined)[] = [];
  const note = (): "holds" => {
    seen.push(activity.current);
    return "holds";
  };
  askIn(checkedProperty(always({ ...words, check: note }), activity));
  const step = stepOf("fork");
  askIn(checkedProperty(onEveryStep({ ...words, check: note }), activity), step);
  const [ofWorld, , ofStep] = seen;
  expect(ofWorld).toEqual({ what: "check() of drawn", operation: undefined, isPast: false });
  expect(ofStep).toEqual({ what: "check() of drawn", operation: step.operation, isPast: true });
  expect(activity.current).toBeUndefined();
});

test("why it means nothing in a scope is a text, or nothing", () => {
  const outOf = (why: unknown) => {
    const property = always({ ...words, outOfScope: () => why as string, check: () => "holds" });
    return checkedProperty(property).outOfScope?.(scope);
  };
  expect(outOf(undefined)).toBeUndefined();
  expect(outOf("there are no names")).toBe("there are no names");
  for (const why of ["", " ", false, null])
    expect(() => outOf(why)).toThrow(
      new Mistake(
        `outOfScope() returns ${JSON.stringify(why)}: it must return a text that says why the property is meaningless in the scope, or undefined`,
      ),
    );
});

test("it is told the scope such that it cannot change it", () => {
  const property = always({
    ...words,
    outOfScope: (read) => (Object.isFrozen(read) ? "frozen" : undefined),
    check: () => "holds",
  });
  expect(checkedProperty(property).outOfScope?.({ ...scope })).toBe("frozen");
});
