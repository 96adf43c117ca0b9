import { fileURLToPath } from "node:url";
import { Kernels } from "../conformance/kernels.ts";
import { historiesBelow } from "./histories-below.ts";
import type { Judgement } from "./judgement.ts";
import type { TestHistoriesOptions } from "./options.ts";
import { judgeReplay, requireBackend } from "./replays-on.ts";

/** A suite of tests: one for each history of a folder. */
export interface Suite {
  readonly name: string;
  readonly tests: readonly { readonly name: string; judge(): Promise<Judgement> }[];
  /** Closes the kernels that tests have used. */
  end(): Promise<void>;
}

/**
 * The suite of the histories below a folder, or of a single one.
 *
 * @throws {NoHistories} if there is none; {TypeError} if `on` is not a backend
 */
export async function suiteOf(
  folder: string | URL,
  { on = "model", ...options }: TestHistoriesOptions = {},
): Promise<Suite> {
  requireBackend(on);
  const path = typeof folder === "string" ? folder : fileURLToPath(folder);
  const kernels = new Kernels();
  const tests = (await historiesBelow([path])).map((name) => ({
    name,
    judge: () => judgeReplay(name, on, options, kernels),
  }));
  return { name: on === "kernel" ? `${path} on the kernel` : path, tests, end: () => kernels.close() };
}

/** Provides kernels for some work, and closes them afterwards. */
export async function withOwnKernels<Result>(work: (kernels: Kernels) => Promise<Result>): Promise<Result> {
  const kernels = new Kernels();
  return work(kernels).finally(() => kernels.close());
}
