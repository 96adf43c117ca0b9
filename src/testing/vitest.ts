/** For vitest: matchers for designs and histories, which importing this module adds, and a folder of histories as a suite. */
import { afterAll, describe, expect, test } from "vitest";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Judgement } from "./judgement.ts";
import { judgeKeeping, type KeepOptions } from "./keeps.ts";
import type { AnyHistory, Backend, ReplayOnOptions, TestHistoriesOptions } from "./options.ts";
import { judgeReplay } from "./replays-on.ts";
import { suiteOf, withOwnKernels } from "./suite.ts";

export type { AnyHistory, Backend, KeepOptions, ReplayOnOptions, TestHistoriesOptions };

/** The bounds that a design takes; for any other type, those of any scope. */
export type BoundsOf<T> = T extends Model<object, Operation, infer S> ? Partial<S> : Partial<Scope>;

declare module "vitest" {
  interface Matchers<T> {
    /**
     * Asserts that a design keeps a property in all of a scope. If it is not decided, does not apply or has no case, `not` fails too.
     *
     * @param property the property, or the name of one that comes with nsmodel
     * @param scope the bounds that differ from the domain's default scope for a check
     */
    toKeep: (property: Property | string, scope?: BoundsOf<T>, options?: KeepOptions) => Promise<void>;
    /** Asserts that a history runs as it is written. If the kernel cannot play it to its end, `not` fails too. */
    toReplayOn: (backend: Backend, options?: ReplayOnOptions) => Promise<void>;
  }
}

expect.extend({
  async toKeep(
    model: Model,
    property: Property | string,
    scope: Partial<Scope> = {},
    options: KeepOptions = {},
  ) {
    return asResult(await judgeKeeping(model, property, scope, options));
  },
  async toReplayOn(history: AnyHistory, backend: Backend, options: ReplayOnOptions = {}) {
    return asResult(await withOwnKernels((kernels) => judgeReplay(history, backend, options, kernels)));
  },
});

/**
 * Makes a suite of the histories below a folder, a test for each. One that the kernel cannot play to its end is skipped.
 *
 * @throws if there is none
 */
export async function testHistories(folder: string | URL, options: TestHistoriesOptions = {}): Promise<void> {
  const { name, tests, end } = await suiteOf(folder, options);
  describe(name, () => {
    afterAll(end);
    for (const { name, judge } of tests)
      test(name, async ({ skip }) => {
        const judgement = await judge();
        skip(judgement.verdict === "undecided", judgement.message);
        if (judgement.verdict === "fails") expect.fail(judgement.message);
      });
  });
}

/** A judgement as a result for vitest. @throws if neither the assertion nor its negation may pass */
function asResult({ verdict, message }: Judgement) {
  if (verdict === "undecided") throw new Error(message);
  return { pass: verdict === "holds", message: () => message };
}
