import { AgentFailure } from "../conformance/agent/agent.ts";
import { NoCompiler } from "../conformance/agent/compile.ts";
import { CannotExpress } from "../conformance/kernel/cannot-express.ts";
import { Kernel } from "../conformance/kernel/kernel.ts";
import { EXIT, Problem } from "./problem.ts";

/**
 * Gives work the machine's own kernel, and leaves nothing of it behind.
 *
 * @throws {Problem} where this machine cannot do it: what is missing, and how to get it
 */
export async function withKernel<Result>(work: (kernel: Kernel) => Promise<Result>): Promise<Result> {
  const kernel = await startKernel();
  try {
    return await work(kernel);
  } finally {
    await kernel.close();
  }
}

/** Starts the machine's own kernel; it has to be closed. @throws {Problem} as `withKernel` */
export async function startKernel(): Promise<Kernel> {
  if (process.platform !== "linux")
    throw cannot("Only Linux has the calls that this needs.", "Run it on Linux, or in a virtual machine.");
  try {
    return await Kernel.start();
  } catch (error) {
    if (error instanceof NoCompiler) throw cannot(error.message, error.hint);
    if (error instanceof CannotExpress || error instanceof AgentFailure)
      throw cannot(`This machine cannot play histories: ${error.message}.`, "See docs/conformance.md.");
    throw error;
  }
}

function cannot(message: string, hint: string): Problem {
  return new Problem(message, hint, EXIT.cannotHere);
}
