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
 * Does some work with this machine's kernel, and leaves nothing behind. What is not available here is reported on standard error.
 *
 * @throws {Problem} if this machine cannot do it, with what is missing and how to get it
 */
export function withKernel<Result>(
  options: KernelOptions,
  work: (kernel: ContainerKernel) => Promise<Result>,
): Promise<Result> {
  return withStarted(() => ContainerKernel.start(options), work);
}

/** Like `withKernel`, with the kernel as designs of a domain are compared with it. @throws {Problem} likewise */
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
    // A failure to close it would only be a consequence.
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

/** Like `withKernelOf`, with a kernel for each domain that the work asks for. @throws {Problem} likewise */
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

/** @throws {Problem} if this machine cannot play histories (exit code 3), or a design cannot be played; any other error as it is */
function throwProblem(error: unknown): never {
  if (error instanceof NoManager)
    throw new Problem(`Nothing can be compared with a kernel: ${error.message}.`, error.hint);
  throwCannotHere(error, "play histories");
}

/** @param what what this machine cannot do, as a verb and its object @throws {Problem} for a `CannotRun`, with exit code 3; any other error as it is */
export function throwCannotHere(error: unknown, what: string): never {
  throw error instanceof CannotRun ? cannotHere(error, what) : error;
}

/** A `CannotRun` as a problem. */
export function cannotHere(error: CannotRun, what: string): Problem {
  const beginning =
    error instanceof AgentFailure && !(error instanceof AgentRefused)
      ? "Playing on the kernel failed"
      : `This machine cannot ${what}`;
  // A compiler's message has several lines.
  const message = error.message.split("\n").map(printable).join("\n");
  return new Problem(`${beginning}: ${message}.`, error.hint, EXIT.cannotHere);
}

/** Reports on standard error what is not available here. */
export function tellLeftOut(sentences: readonly string[]): void {
  for (const sentence of sentences)
    process.stderr.write(`${paintError("yellow", "nsmodel:")} ${printable(sentence)}\n`);
}
