import { Option } from "@commander-js/extra-typings";

/** Where a command runs histories: in the model alone, or on this machine's kernel too. */
export type Where = "model" | "kernel";

/** The option that says where, to be added to a command. @param description what is done there */
export function onOption(
  description: string,
): Option<"--on <where>", undefined, "model", undefined, false, Where> {
  return new Option("--on <where>", description)
    .choices(["model", "kernel"] as const)
    .default("model" as const);
}

/** Whether the kernel is to play them. */
export const isOnKernel = ({ on }: { readonly on: Where }): boolean => on === "kernel";
