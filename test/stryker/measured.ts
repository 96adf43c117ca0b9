import { readFileSync, writeFileSync } from "node:fs";
import type { CollectedTest } from "./collected.ts";

/** What a test takes without a mutant. */
export interface Cost {
  readonly milliseconds: number;
  readonly steps: number;
}

/** What takes more is left out: some hundred tests are quicker than one such, and find more. */
export const MAX_STEPS = 1_500_000;

/** In the folder in which Stryker runs tests: a process that ends because of a mutant is followed by another. */
const FILE = "tests-measured.json";

/** What the first run of all tests found, which runs with mutants need. */
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

  /** The tests that are wanted and quick, the quickest first. @param ids all where there are none */
  quickestFirst(tests: readonly CollectedTest[], ids: readonly string[] | undefined): CollectedTest[] {
    const wanted = ids && new Set(ids);
    return tests
      .filter(({ id }) => this.tests.has(id) && this.of(id).steps <= MAX_STEPS && (wanted?.has(id) ?? true))
      .sort((one, other) => this.of(one.id).milliseconds - this.of(other.id).milliseconds);
  }
}
