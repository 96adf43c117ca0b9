/** A program that plays histories as an ordinary user, from within a cgroup that this user owns. Prints the result. */
import { ContainerKernel } from "../../../src/conformance/containers/kernel.ts";
import { conformed, scopeOf } from "../conforming.ts";

const NOBODY = 65_534;
const [, , program = ""] = process.argv;
process.setgroups?.([]);
process.setgid?.(NOBODY);
process.setuid?.(NOBODY);

const kernel = await ContainerKernel.start({ user: true, agent: { program } });
const random = { histories: "random", runs: 40, length: 10, seed: 9 } as const;
const { divergences, histories } = await conformed(kernel, scopeOf(["uts", "ipc", "pid"], ["a"]), random);
const { version } = kernel.about.hierarchy;
await kernel.close();
// An ordinary user cannot clean up what the superuser left behind, which may be there or not.
const leftOut = kernel.leftOut.filter((sentence) => !sentence.includes("of an earlier run"));
process.stdout.write(
  JSON.stringify({ version, leftOut: leftOut.length, divergences: divergences.length, histories }),
);
