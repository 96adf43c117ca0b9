import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { afterAll, expect, test } from "vitest";
import { Switch } from "./switch.ts";

const { NAMESPACE } = INSTRUMENTER_CONSTANTS;
const global = globalThis as { [NAMESPACE]?: { readonly activeMutant: string | undefined } }; // put there by Switch
const active = (): string | undefined => global[NAMESPACE]?.activeMutant;

afterAll(() => {
  delete global[NAMESPACE];
});

test("a mutant is on or off, and steps are counted", () => {
  const mutants = new Switch();
  const steps = mutants.off();
  expect([active(), active()]).toEqual([undefined, undefined]);
  expect(steps()).toBe(2);
  mutants.on("7", 2);
  expect(active()).toBe("7");
  expect(mutants.isStopped).toBe(false);
});

test("without a mutant what runs is stopped after so many steps, and what comes next begins anew", () => {
  const mutants = new Switch();
  const steps = mutants.off("long", 3);
  expect(() => {
    for (;;) active();
  }).toThrow("steps");
  expect(steps()).toBe(4);
  expect(mutants.isStopped).toBe(true);
  mutants.off("short", 3);
  expect(mutants.isStopped).toBe(false);
  expect(active()).toBeUndefined();
});

test("what takes many times its steps is stopped, and stays so until the next", () => {
  const mutants = new Switch();
  mutants.on("7", 10);
  expect(() => {
    for (;;) active();
  }).toThrow("steps");
  expect(active).toThrow("steps");
  expect(mutants.isStopped).toBe(true);
  mutants.on("8", 10);
  expect(active()).toBe("8");
});
