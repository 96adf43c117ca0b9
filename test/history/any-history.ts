import fc, { type Arbitrary } from "fast-check";
import { nested } from "../../models/nested.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import type { Comparison, ContainerExpectation } from "../../src/domains/containers/expectation.ts";
import type { ContainerFields } from "../../src/domains/containers/operation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { Entry } from "../../src/history/entry.ts";
import { EXPECTED_VERDICTS, type Expectation } from "../../src/history/expectation.ts";
import { KINDS } from "../../src/model/kind.ts";
import { LARGEST_NUMBER, type TaskNumber, taskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import { outcomesOf } from "../../src/model/outcome.ts";
import { anyCharacter } from "../any-character.ts";
import { anyScope } from "../arbitrary.ts";

/** A history that need not make sense, but can be written to a file. */
export interface WrittenHistory {
  readonly scope: ContainerScope;
  readonly entries: readonly Entry[];
}

/** Texts with everything that UTF-8 can encode, including line ends, quotes and names that every object has. */
const anyText: Arbitrary<string> = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 12 }),
  fc.constantFrom(
    "",
    "/",
    "/a/../b",
    "__proto__",
    "constructor",
    "\ufeff",
    "\0",
    "\u2028",
    '"\\\r\n\t',
    "𝔸/é",
  ),
);

const anyTask: Arbitrary<TaskNumber> = fc
  .oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: LARGEST_NUMBER }))
  .map(taskNumber);

const FIELDS: Readonly<Record<string, Arbitrary<unknown>>> = {
  path: anyText,
  name: anyText,
  image: anyText,
  handle: anyText,
  kinds: fc.shuffledSubarray([...KINDS]),
} satisfies Record<keyof ContainerFields, Arbitrary<unknown>>;

const anyOperation: Arbitrary<Operation> = fc.oneof(
  ...Object.entries<readonly string[]>(nested.calls).map(([op, fields]) =>
    fc.record({
      op: fc.constant(op),
      task: anyTask,
      ...Object.fromEntries(fields.map((field) => [field, FIELDS[field]])),
    }),
  ),
);

function anyExpectation({ kinds }: ContainerScope): Arbitrary<Expectation> {
  const comparisons: Arbitrary<Comparison[]> = fc.array(
    fc.tuple(fc.constantFrom(...kinds), anyTask, anyTask),
    { maxLength: 3 },
  );
  const ofWorld: Arbitrary<ContainerExpectation> = fc.record(
    {
      tasks: fc.array(fc.tuple(anyTask, anyText), { maxLength: 4 }).map((places) => new Map(places)),
      same: comparisons,
      different: comparisons,
      containers: fc.array(anyText, { maxLength: 4 }),
      alive: fc.array(anyTask, { maxLength: 4 }),
    },
    { requiredKeys: [] },
  );
  const claim = fc.record({
    property: fc.constantFrom(...PROPERTIES.map(({ name }) => name)),
    verdict: fc.constantFrom(...EXPECTED_VERDICTS),
  });
  return fc.oneof(
    ofWorld.filter((one) => Object.keys(one).length > 0).map((one) => ({ ...one })),
    fc.tuple(ofWorld, claim).map(([one, other]) => ({ ...one, ...other })),
  );
}

export const anyHistory: Arbitrary<WrittenHistory> = anyScope.chain((scope) => {
  const event = fc.record({ operation: anyOperation, outcome: fc.constantFrom(...outcomesOf(nested)) });
  const entry: Arbitrary<Entry> = fc.oneof(
    fc.record({ event }),
    fc.record({ expectation: anyExpectation(scope) }),
  );
  return fc.record({ scope: fc.constant(scope), entries: fc.array(entry, { maxLength: 12 }) });
});
