import { AgentFailure } from "../conformance/agent/agent.ts";
import { CannotRun } from "../conformance/cannot-run.ts";
import { Kernel, type KernelOptions } from "../conformance/kernel/kernel.ts";
import { NoManager } from "../conformance/kernel/manager-of.ts";
import { printable } from "../report/printable.ts";
import { EXIT, Problem } from "./problem.ts";
import { paintError } from "./terminal.ts";

/**
 * Gives work the machine's own kernel, and leaves nothing of it behind. What could not be had here is said on standard error.
 *
 * @throws {Problem} where this machine cannot do it: what is missing, and how to get it
 */
export async function withKernel<Result>(
  options: KernelOptions,
  work: (kernel: Kernel) => Promise<Result>,
): Promise<Result> {
  const kernel = await startKernel(options);
  try {
    for (const sentence of kernel.leftOut)
      process.stderr.write(`${paintError("yellow", "nsmodel:")} ${printable(sentence)}\n`);
    return await work(kernel);
  } catch (error) {
    if (error instanceof NoManager)
      throw new Problem(`Nothing can be compared with a kernel: ${error.message}.`, error.hint);
    throw error;
  } finally {
    await kernel.close();
  }
}

async function startKernel(options: KernelOptions): Promise<Kernel> {
  try {
    return await Kernel.start(options);
  } catch (error) {
    if (error instanceof CannotRun)
      throw new Problem(`This machine cannot play histories: ${error.message}.`, error.hint, EXIT.cannotHere);
    if (error instanceof AgentFailure)
      throw new Problem(`The agent failed: ${error.message}.`, "See docs/conformance.md.", EXIT.cannotHere);
    throw error;
  }
}
