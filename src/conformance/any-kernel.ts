import { linuxDomain } from "../domains/linux/domain.ts";
import type { Domain } from "../model/model.ts";
import type { Hierarchy } from "./containers/hierarchy.ts";
import { ContainerKernel, type KernelOptions } from "./containers/kernel.ts";
import { LinuxKernel } from "./linux/linux-kernel.ts";

/** The machine's own kernel, set up for designs of one domain. */
export type AnyKernel = ContainerKernel | LinuxKernel;

/** Sets up the machine's kernel for comparison with designs of a domain. @throws {CannotRun} if this machine cannot do it */
export function startKernelFor(
  { name }: Pick<Domain, "name">,
  options: KernelOptions = {},
): Promise<AnyKernel> {
  return name === linuxDomain.name ? LinuxKernel.start() : ContainerKernel.start(options);
}

/** Where the containers of a kernel are; `undefined` if designs of its domain have none. */
export function hierarchyOf({ about }: Pick<AnyKernel, "about">): Hierarchy | undefined {
  return "hierarchy" in about ? about.hierarchy : undefined;
}
