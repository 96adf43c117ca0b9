import { readFileSync, writeFileSync } from "node:fs";
import type { CollectedTest } from "./collected.ts";

/** What a test costs without a mutant. */
export interface Cost {
  readonly milliseconds: number;
  readonly steps: number;
}

/** Tests that take more are left out: a hundred quicker ones take less time than one of these, and find more. */
export const MAX_STEPS = 1_500_000;

/** In the folder in which Stryker runs tests, because a process that ends due to a mutant is followed by another. */
const FILE = "tests-measured.json";

/** What the first run of all tests measured, which runs with mutants need. */
export class Measured {
  files: readonly string[] = [];
  loading: Cost = { milliseconds: 0, steps: 0 };
  tests = new Map<string, Cost>();

  save(): void {
    const { files, loading, tests } = this;
    writeFileSync(FILE, JSON.stringify({ files, loading, tests: [...tests] }));
  }

  /** Reads what was saved, once. */
  load(): void {
    if (this.tests.size > 0) return;
    const { files, loading, tests } = JSON.parse(readFileSync(FILE, "utf8"));
    Object.assign(this, { files, loading, tests: new Map(tests) });
  }

  of(test: string): Cost {
    const cost = this.tests.get(test);
    if (cost === undefined) throw new Error(`there was no test ${test}`);
    return cost;
  }

  /** The wanted tests that are quick, the quickest first. @param ids the wanted ones; `undefined` for all */
  quickestFirst(tests: readonly CollectedTest[], ids: readonly string[] | undefined): CollectedTest[] {
    const wanted = ids && new Set(ids);
    return tests
      .filter(({ id }) => this.tests.has(id) && this.of(id).steps <= MAX_STEPS && (wanted?.has(id) ?? true))
      .sort((one, other) => this.of(one.id).milliseconds - this.of(other.id).milliseconds);
  }
}
