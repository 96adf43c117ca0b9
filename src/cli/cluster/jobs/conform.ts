import type { Cost, Times } from "../../../conformance/agent/results.ts";
import type { KernelOptions } from "../../../conformance/containers/kernel.ts";
import { partsOfShards } from "../../../conformance/parts.ts";
import { printable } from "../../../text/printable.ts";
import { conformProgress } from "../../kernel/conform-progress.ts";
import { withKernelOf } from "../../kernel/kernel.ts";
import { type Played, playInSteps, type ToPlay } from "../../kernel/played.ts";
import { EXIT, Problem } from "../../problem.ts";
import type { Ending } from "../ending.ts";

/** Histories to be played on the kernel of a worker. */
export interface ConformAsk extends ToPlay {
  readonly kernel: KernelOptions;
}

/** The result of playing them. */
export type ConformAnswer = Played;

/** Divides a comparison into `wanted` shards. Only the first tries out who keeps which promise. */
export function partsOfConformance(whole: ConformAsk, wanted: number): ConformAsk[] {
  return Array.from({ length: wanted }, (_, index) => ({
    ...whole,
    enforcement: whole.enforcement && index === 0,
    parts: whole.parts.map(({ scope, how }) => ({
      scope,
      how: { ...how, shard: { number: index + 1, of: wanted } },
    })),
  }));
}

export async function* carryOutConform(
  ask: ConformAsk,
  { interrupted, asked }: Ending,
): AsyncGenerator<string, ConformAnswer> {
  let words = conformProgress({ phase: "planning" });
  let end: () => void = () => undefined;
  const playing = withKernelOf(ask.model.domain, ask.kernel, async (kernel) => {
    const run = playInSteps(kernel, ask, interrupted, asked);
    for (;;) {
      const next = await run.next();
      if (next.done) return next.value;
      words = conformProgress(next.value);
      end();
    }
  });
  let isDone = false;
  const done = playing.finally(() => {
    isDone = true;
    end();
  });
  while (!isDone) {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    yield words;
  }
  return done;
}

/**
 * The results of the shards, combined.
 *
 * @throws {Problem} if they were not played on the same kernel
 */
export function wholeConformance({ model, parts }: ConformAsk, shards: readonly ConformAnswer[]): Played {
  const [first] = shards;
  if (first === undefined) throw new RangeError("a comparison has at least one shard");
  const kernels = new Set(shards.map(kernelInWords));
  if (kernels.size > 1)
    throw new Problem(
      `The workers run ${kernels.size} different kernels: ${printable([...kernels].join("; "))}.`,
      "A comparison is with one kernel. Start workers only on machines with the same one.",
      EXIT.cannotHere,
    );
  const results = shards.map(({ result }) => result.parts);
  return {
    ...first,
    result: partsOfShards(model, results, parts.length),
    times: sumOfTimes(shards.map(({ times }) => times)),
  };
}

function kernelInWords({ release, hierarchy, countsTasks, scope }: Played): string {
  const { version, isDelegated } = hierarchy ?? {};
  return [release, version, isDelegated, countsTasks, JSON.stringify(scope)].join(" ");
}

function sumOfTimes(all: readonly Times[]): Times {
  const sums = new Map<string, Cost>();
  for (const [call, { count, inside, whole }] of all.flatMap((times) => [...times])) {
    const sum = sums.get(call) ?? { count: 0, inside: 0, whole: 0 };
    sums.set(call, { count: sum.count + count, inside: sum.inside + inside, whole: sum.whole + whole });
  }
  return sums;
}
