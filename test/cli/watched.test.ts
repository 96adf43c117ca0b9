/** Work that does not return is distinguished from work that was not allowed to run. */
import { afterEach, expect, test, vi } from "vitest";
import { nested } from "../../models/nested.ts";
import { EXIT } from "../../src/cli/problem.ts";
import { Halted } from "../../src/cli/user/halted.ts";
import { unlessHalted } from "../../src/cli/user/lawful.ts";
import { watched, watchedLaw } from "../../src/cli/user/watched.ts";
import { Endless } from "../../src/engine/laws/guarded.ts";
import { checkLaws } from "../../src/engine/laws.ts";

afterEach(() => vi.unstubAllEnvs());

const patience = (seconds: string) => vi.stubEnv("NSMODEL_PATIENCE", seconds);
/** Like a halted program, it uses no processor time. */
const wait = (): object => [Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)];

test("a loop without an end does not come back", () => {
  patience("0.05");
  const loop = () => {
    for (;;);
  };
  expect(() => watched(loop)).toThrow(Endless);
  expect(() => watchedLaw(loop)).toThrow(Endless);
});

test("nothing is said about work that was not let run", () => {
  patience("0.2");
  expect(() => watched(wait)).toThrow(Halted);
  expect(() => watched(wait)).toThrow(expect.objectContaining({ exitCode: EXIT.cannotHere }));
});

test("laws are checked once more where they were not let run", () => {
  patience("0.2");
  let calls = 0;
  const apply: typeof nested.apply = (world, operation, scope) => {
    if (calls++ === 0) wait();
    return nested.apply(world, operation, scope);
  };
  const check = () =>
    checkLaws({ ...nested, apply }, { guard: (work) => (calls < 2 ? watchedLaw(work) : work()) });
  expect(unlessHalted(check).breach).toBeUndefined();
  expect(() => unlessHalted(() => checkLaws({ ...nested, initial: wait }, { guard: watchedLaw }))).toThrow(
    Halted,
  );
});

test.each(["1.1", "0.0123"])(
  "a patience of %s s, which is no whole number of milliseconds, is taken",
  (given) => {
    patience(given);
    expect(watched(() => "done")).toBe("done");
  },
);
