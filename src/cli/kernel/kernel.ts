import { AgentFailure, AgentRefused } from "../../conformance/agent/agent.ts";
import { type AnyKernel, startKernelFor } from "../../conformance/any-kernel.ts";
import { CannotRun } from "../../conformance/cannot-run.ts";
import { ContainerKernel, type KernelOptions } from "../../conformance/containers/kernel.ts";
import { NoManager } from "../../conformance/containers/manager-of.ts";
import { Kernels } from "../../conformance/kernels.ts";
import type { Domain } from "../../model/model.ts";
import { printable } from "../../text/printable.ts";
import { EXIT, Problem } from "../problem.ts";
import { paintError } from "../terminal.ts";

/**
 * Gives work the machine's own kernel, and leaves nothing of it behind. What could not be had here is said on standard error.
 *
 * @throws {Problem} where this machine cannot do it: what is missing, and how to get it
 */
export function withKernel<Result>(
  options: KernelOptions,
  work: (kernel: ContainerKernel) => Promise<Result>,
): Promise<Result> {
  return withStarted(() => ContainerKernel.start(options), work);
}

/** The same, with the kernel as designs of a domain are compared with it. @throws {Problem} likewise */
export function withKernelOf<Result>(
  domain: Pick<Domain, "name">,
  options: KernelOptions,
  work: (kernel: AnyKernel) => Promise<Result>,
): Promise<Result> {
  return withStarted(() => startKernelFor(domain, options), work);
}

async function withStarted<Started extends AnyKernel, Result>(
  start: () => Promise<Started>,
  work: (kernel: Started) => Promise<Result>,
): Promise<Result> {
  const kernel = await started(start);
  let result: Result;
  try {
    result = await work(kernel);
  } catch (error) {
    // What comes of the end then only follows from it.
    await kernel.close().catch(() => undefined);
    return throwProblem(error);
  }
  await kernel.close().catch(throwProblem);
  return result;
}

async function started<Started extends AnyKernel>(start: () => Promise<Started>): Promise<Started> {
  const kernel = await start().catch(throwProblem);
  tellLeftOut(kernel.leftOut);
  return kernel;
}

/** Gives work the kernels, and leaves nothing of them behind. @throws {Problem} where this machine cannot do it */
export async function withKernels<Result>(
  options: KernelOptions,
  work: (kernels: Kernels) => Promise<Result>,
): Promise<Result> {
  const kernels = new Kernels((domain) => started(() => startKernelFor(domain, options)));
  let result: Result;
  try {
    result = await work(kernels);
  } catch (error) {
    await kernels.close().catch(() => undefined);
    return throwProblem(error);
  }
  await kernels.close().catch(throwProblem);
  return result;
}

/** @throws {Problem} what this machine cannot do, with exit code 3; anything else as it is */
function throwProblem(error: unknown): never {
  if (error instanceof NoManager)
    throw new Problem(`Nothing can be compared with a kernel: ${error.message}.`, error.hint);
  throwCannotHere(error, "play histories");
}

/** @param what what this machine cannot do, in a verb and its object @throws {Problem} where it says so, with exit code 3; anything else as it is */
export function throwCannotHere(error: unknown, what: string): never {
  throw error instanceof CannotRun ? cannotHere(error, what) : error;
}

/** The same as a problem. */
export function cannotHere(error: CannotRun, what: string): Problem {
  const beginning =
    error instanceof AgentFailure && !(error instanceof AgentRefused)
      ? "Playing on the kernel failed"
      : `This machine cannot ${what}`;
  // A compiler's words have lines.
  const message = error.message.split("\n").map(printable).join("\n");
  return new Problem(`${beginning}: ${message}.`, error.hint, EXIT.cannotHere);
}

/** Says on standard error what could not be had here. */
export function tellLeftOut(sentences: readonly string[]): void {
  for (const sentence of sentences)
    process.stderr.write(`${paintError("yellow", "nsmodel:")} ${printable(sentence)}\n`);
}
