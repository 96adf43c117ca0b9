/**
 * Checks the TLA+ module with TLC, if the environment names its tla2tools.jar in TLA2TOOLS. The counts must be those that two other implementations
 * found (a distance is one less than TLC's depth, and TLC counts the first state as generated).
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { TLA_MODULE, tlaModuleOf } from "../../src/report/any-program.ts";

const JAVA = process.env["JAVA"] ?? "java";
const JAR = process.env["TLA2TOOLS"];
const TEXT = readFileSync(join(import.meta.dirname, "../..", TLA_MODULE), "utf8");
const folder = mkdtempSync(join(tmpdir(), "nsmodel-tla-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Counts = readonly [worlds: number, ok: number, depth: number];

const SCOPES: readonly (readonly [Omit<ContainerScope, "images">, Counts, Counts])[] = [
  [{ tasks: 1, containers: 2, kinds: ["uts"], names: [] }, [3, 5, 1], [3, 5, 1]],
  [{ tasks: 2, containers: 3, kinds: ["uts", "net"], names: ["a", "b"] }, [1081, 6876, 9], [116, 911, 8]],
  [{ tasks: 2, containers: 4, kinds: ["uts", "net"], names: ["a"] }, [9150, 61_054, 15], [255, 1996, 12]],
  [{ tasks: 3, containers: 3, kinds: ["uts"], names: ["a", "b"] }, [1720, 18_261, 13], [172, 1815, 9]],
  [{ tasks: 3, containers: 4, kinds: ["uts"], names: [] }, [10_052, 88_731, 24], [206, 1817, 14]],
  [{ tasks: 4, containers: 3, kinds: ["uts"], names: ["a"] }, [3946, 53_740, 14], [185, 2441, 10]],
];

/** Changes to the module that break a claim. */
const MUTANTS: readonly (readonly [claim: string, part: string, instead: string])[] = [
  ["NeverLeaves", "  /\\ c \\in View(t)\n  /\\ NsproxiesOf(c) /= {}", "  /\\ NsproxiesOf(c) /= {}"],
  [
    "KillTakesExactlyThoseInIt",
    "IF u \\in TasksIn(c) THEN None ELSE uses[u]], stands",
    "IF u \\in TasksIn(c) /\\ Own(u) = c THEN None ELSE uses[u]], stands",
  ],
  ["SiblingNamesDiffer", "  /\\ \\A d \\in Siblings(c) : name[d] /= n \\* EEXIST, N1\n", ""],
  ["UnshareIsolates", "IF k \\in kinds THEN fresh(k) ELSE", "IF k \\in kinds THEN 1 ELSE"],
  ["NothingLeaks", "IF p \\in used THEN newStands[p] ELSE None", "newStands[p]"],
];

describe.runIf(JAR !== undefined)("by TLC", () => {
  test.each(SCOPES)("%j", async (scope, raw, upToNumbers) => {
    const { module, configuration } = moduleOf({ ...scope, images: 0 });
    expect(await countsBy(module, configuration)).toEqual(upToNumbers);
    expect(await countsBy(module, configuration.replace("VIEW UpToNumbers\n", ""))).toEqual(raw);
  });

  test.each(MUTANTS)("%s is broken where the rule is", async (claim, part, instead) => {
    const scope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 0 } as const;
    const { module, configuration } = moduleOf(scope);
    expect(module).toContain(part);
    expect(
      await runTlc(
        module.replace(part, () => instead),
        configuration,
      ),
    ).toMatch(new RegExp(`(?:Invariant|property) ${claim} is violated`));
  });

  test("AlwaysEnterable is broken in three steps", async () => {
    const { module } = moduleOf({ tasks: 2, containers: 3, kinds: ["uts"], names: [], images: 0 });
    const told = await runTlc(
      module,
      "SPECIFICATION Spec\nINVARIANT AlwaysEnterable\nCHECK_DEADLOCK FALSE\n",
    );
    expect(told).toContain("Invariant AlwaysEnterable is violated");
    expect(told.match(/^State \d+:/gm)).toHaveLength(4);
  });
});

const moduleOf = (scope: ContainerScope) => tlaModuleOf(nested, scope, TEXT, "nested");

async function countsBy(module: string, configuration: string): Promise<Counts> {
  const told = await runTlc(module, configuration);
  expect(told).toContain("No error has been found");
  const [, generated, distinct] = /^(\d+) states generated, (\d+) distinct/m.exec(told) ?? [];
  const [, depth] = /complete state graph search is (\d+)/.exec(told) ?? [];
  return [Number(distinct), Number(generated) - 1, Number(depth) - 1];
}

function runTlc(module: string, configuration: string): Promise<string> {
  writeFileSync(join(folder, "nested.tla"), module);
  writeFileSync(join(folder, "nested.cfg"), configuration);
  const words = ["-cp", JAR ?? "", "tlc2.TLC", "-metadir", join(folder, "states"), "nested"];
  return new Promise((resolve) => {
    execFile(JAVA, words, { cwd: folder, timeout: 100_000 }, (_, stdout) => resolve(stdout));
  });
}
