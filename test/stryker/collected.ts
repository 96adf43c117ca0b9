/**
 * The tests of files for Vitest, as functions: what Stryker's mutants are judged by is run without Vitest, many times in one process. It knows what these files
 * use of Vitest, and nothing else.
 */

export interface CollectedTest {
  /** The file, then the names of the groups and of the test itself, and a number where that is not unique. */
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

/** Collects the tests of one file after the other. */
export class Collection {
  readonly tests: CollectedTest[] = [];
  readonly #times = new Map<string, number>();
  #groups: readonly string[] = [];
  #file = "";

  /** From now on tests are those of this file. */
  begin(file: string): void {
    this.#file = file;
    this.#groups = [];
  }

  /** What a file imports from Vitest. */
  vitest(expect: unknown): object {
    const test = this.#defined((name, body) => this.#add(name, body));
    const describe = this.#defined((name, body) => this.#group(name, body));
    return { test, it: test, describe, expect };
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
    const outer = this.#groups;
    this.#groups = [...outer, name];
    body();
    this.#groups = outer;
  }

  #add(name: string, body: Body): void {
    const words = [...this.#groups, name].join(" ");
    const key = `${this.#file}#${words}`;
    const time = (this.#times.get(key) ?? 0) + 1;
    this.#times.set(key, time);
    const id = time === 1 ? key : `${key} (${time})`;
    this.tests.push({ id, name: words, file: this.#file, run: () => body() });
  }
}
