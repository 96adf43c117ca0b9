import { expect, test } from "vitest";
import { ContainerKernel } from "../../src/conformance/containers/kernel.ts";
import { conformed, scopeOf } from "./conforming.ts";
import { describeOnKernel } from "./machine.ts";
import { impatient, mutants } from "./mutants.ts";

const EVERY = { histories: "every transition", symmetry: true, length: 12 } as const;
const MAX_EVENTS = 5;

describeOnKernel("a backend that is broken", ["superuser", "compiler", "cgroup2"], () => {
  test.each(mutants)(
    "by $name is found, and with few events",
    async ({ hierarchy, design, names = [], alter }) => {
      const kernel = await ContainerKernel.start({ hierarchy, alter: impatient(alter) });
      const scope = { ...scopeOf(design === undefined ? ["uts", "ipc"] : ["uts"], names), containers: 2 };
      try {
        const { divergences } = await conformed(kernel, scope, EVERY, design);
        expect(divergences).not.toEqual([]);
        for (const { events } of divergences) expect(events.length).toBeLessThanOrEqual(MAX_EVENTS);
      } finally {
        await kernel.close();
      }
    },
  );
});
