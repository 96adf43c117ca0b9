/**
 * Collects the tests of Vitest files as functions, so that those that judge Stryker's mutants can run many times in one process, without Vitest. It supports
 * what these files use of Vitest, and nothing else.
 */

export interface CollectedTest {
  /** The file, then the names of the groups and of the test itself, and a number if that is not unique. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly run: () => unknown;
}

type Body = (...values: readonly unknown[]) => unknown;
type Define = (name: string, body: Body) => void;
type Defined = Define & {
  readonly each: (rows: readonly unknown[]) => Define;
};

/** Collects the tests of one file after another. */
export class Collection {
  readonly tests: CollectedTest[] = [];
  readonly #times = new Map<string, number>();
  #groups: readonly string[] = [];
  /** What runs before each test, from the file and the groups that are open. */
  #before: readonly Body[] = [];
  #file = "";

  /** Begins a file: the tests that follow are its own. */
  begin(file: string): void {
    this.#file = file;
    this.#groups = [];
    this.#before = [];
  }

  /** What a file imports from Vitest. */
  vitest(expect: unknown): object {
    const test = this.#defined((name, body) => this.#add(name, body));
    const describe = this.#defined((name, body) => this.#group(name, body));
    const beforeEach = (body: Body): void => {
      this.#before = [...this.#before, body];
    };
    return { test, it: test, describe, beforeEach, expect };
  }

  #defined(define: Define): Defined {
    const each =
      (rows: readonly unknown[]): Define =>
      (name, body) => {
        for (const [index, row] of rows.entries())
          define(`${name} [${index + 1}]`, () => body(...(Array.isArray(row) ? row : [row])));
      };
    return Object.assign((name: string, body: Body) => define(name, body), { each });
  }

  #group(name: string, body: Body): void {
    const [groups, before] = [this.#groups, this.#before];
    this.#groups = [...groups, name];
    body();
    [this.#groups, this.#before] = [groups, before];
  }

  #add(name: string, body: Body): void {
    const words = [...this.#groups, name].join(" ");
    const key = `${this.#file}#${words}`;
    const time = (this.#times.get(key) ?? 0) + 1;
    this.#times.set(key, time);
    const id = time === 1 ? key : `${key} (${time})`;
    const before = this.#before;
    const run = async (): Promise<void> => {
      for (const first of before) await first();
      await body();
    };
    this.tests.push({ id, name: words, file: this.#file, run });
  }
}
