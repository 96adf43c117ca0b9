/** A program that plays histories on the kernel until it is killed. Prints a line when it has begun. */
import { ContainerKernel } from "../../../src/conformance/containers/kernel.ts";
import { conformed, scopeOf } from "../conforming.ts";

const [, , hierarchy] = process.argv;
const kernel = await ContainerKernel.start({ hierarchy: hierarchy === "v1" ? "v1" : "v2" });
process.stdout.write("playing\n");
for (let seed = 0; ; seed++)
  await conformed(kernel, scopeOf(["uts", "pid"], ["a"]), {
    histories: "random",
    runs: 20,
    length: 10,
    seed,
  });
