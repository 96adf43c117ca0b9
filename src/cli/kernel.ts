import { AgentFailure, AgentRefused } from "../conformance/agent/agent.ts";
import { CannotRun } from "../conformance/cannot-run.ts";
import { Kernel, type KernelOptions } from "../conformance/kernel/kernel.ts";
import { NoManager } from "../conformance/kernel/manager-of.ts";
import { printable } from "../text/printable.ts";
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
  const kernel = await Kernel.start(options).catch(throwProblem);
  let result: Result;
  try {
    for (const sentence of kernel.leftOut)
      process.stderr.write(`${paintError("yellow", "nsmodel:")} ${printable(sentence)}\n`);
    result = await work(kernel);
  } catch (error) {
    // What comes of the end then only follows from it.
    await kernel.close().catch(() => undefined);
    if (error instanceof NoManager)
      throw new Problem(`Nothing can be compared with a kernel: ${error.message}.`, error.hint);
    return throwProblem(error);
  }
  await kernel.close().catch(throwProblem);
  return result;
}

/** @throws {Problem} what this machine cannot do, with exit code 3; anything else as it is */
function throwProblem(error: unknown): never {
  if (!(error instanceof CannotRun)) throw error;
  const beginning =
    error instanceof AgentFailure && !(error instanceof AgentRefused)
      ? "Playing on the kernel failed"
      : "This machine cannot play histories";
  // A compiler's words have lines.
  const message = error.message.split("\n").map(printable).join("\n");
  throw new Problem(`${beginning}: ${message}.`, error.hint, EXIT.cannotHere);
}
