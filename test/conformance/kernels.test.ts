import { expect, test } from "vitest";
import type { AnyKernel } from "../../src/conformance/any-kernel.ts";
import { Kernels } from "../../src/conformance/kernels.ts";

const A = { name: "a" };

test("one kernel of a domain is started, however many ask at once, and all are closed", async () => {
  const [started, closed]: [string[], string[]] = [[], []];
  const kernels = new Kernels(async ({ name }) => {
    started.push(name);
    // Only what is used here.
    return { close: async () => closed.push(name) } as unknown as AnyKernel;
  });
  const [one, again, other] = await Promise.all([kernels.of(A), kernels.of(A), kernels.of({ name: "b" })]);
  expect([one === again, one === other]).toEqual([true, false]);
  await kernels.close();
  expect({ started, closed }).toEqual({ started: ["a", "b"], closed: ["a", "b"] });
});

test("who asks once they are closed gets none, which nobody would end", async () => {
  const kernels = new Kernels(() => Promise.reject(new Error("was started")));
  await kernels.close();
  await expect(kernels.of(A)).rejects.toThrow("the kernels have been closed");
});

test("who asks for one that cannot be started is told, and there is nothing to close", async () => {
  const kernels = new Kernels(() => Promise.reject(new Error("not here")));
  await expect(kernels.of(A)).rejects.toThrow("not here");
  await kernels.close();
});
