/** For Node's own test runner: assertions about designs and histories, and a folder of histories as a suite. */
import { AssertionError } from "node:assert";
import { after, describe, test } from "node:test";
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

/**
 * Asserts that a design keeps a property in all of a scope.
 *
 * @param property the property, or the name of one that comes with nsmodel
 * @param scope the bounds that differ from the domain's default scope for a check
 * @throws {AssertionError} with the shortest history that breaks it; also if it is not decided, does not apply or has no case
 */
export async function assertKeeps<S extends Scope>(
  model: Model<object, Operation, S>,
  property: Property | string,
  scope: Partial<NoInfer<S>> = {},
  options: KeepOptions = {},
): Promise<void> {
  requireHolds(await judgeKeeping<S>(model, property, scope, options));
}

/**
 * Asserts that a history runs as it is written.
 *
 * @throws {AssertionError} with every difference and its line; also if the kernel could not play all of it
 */
export async function assertReplaysOn(
  history: AnyHistory,
  backend: Backend,
  options: ReplayOnOptions = {},
): Promise<void> {
  requireHolds(await withOwnKernels((kernels) => judgeReplay(history, backend, options, kernels)));
}

/**
 * Makes a suite of the histories below a folder, a test for each. One that the kernel cannot play to its end is skipped.
 *
 * @throws if there is none
 */
export async function testHistories(folder: string | URL, options: TestHistoriesOptions = {}): Promise<void> {
  const { name, tests, end } = await suiteOf(folder, options);
  describe(name, () => {
    after(end);
    for (const { name, judge } of tests)
      test(name, async (context) => {
        const judgement = await judge();
        if (judgement.verdict === "undecided") context.skip(judgement.message);
        else requireHolds(judgement);
      });
  });
}

function requireHolds({ verdict, message }: Judgement): void {
  if (verdict !== "holds") throw new AssertionError({ message });
}
