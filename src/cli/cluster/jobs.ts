/** What a leader asks of workers: each job has a kind, an ask and an answer, all of them data. */
import type { JobEnvironment } from "./ending.ts";
import type { ConformAnswer, ConformAsk } from "./jobs/conform.ts";
import type { MatrixAnswer, MatrixAsk } from "./jobs/matrix.ts";
import type { SearchAnswer, SearchAsk } from "./jobs/search.ts";
import type { SimulateAnswer, SimulateAsk } from "./jobs/simulate.ts";
import type { TestAnswer, TestAsk } from "./jobs/test.ts";

interface Kinds {
  readonly matrix: { readonly ask: MatrixAsk; readonly answer: MatrixAnswer };
  readonly simulate: { readonly ask: SimulateAsk; readonly answer: SimulateAnswer };
  readonly test: { readonly ask: TestAsk; readonly answer: TestAnswer };
  readonly search: { readonly ask: SearchAsk; readonly answer: SearchAnswer };
  readonly conform: { readonly ask: ConformAsk; readonly answer: ConformAnswer };
}

export type JobKind = keyof Kinds;
export type Ask<Kind extends JobKind> = Kinds[Kind]["ask"];
export type Answer<Kind extends JobKind> = Kinds[Kind]["answer"];

/** Does a job, yielding its progress in words now and then. A job done twice gives the same answer. */
export type CarryOut<Kind extends JobKind> = (
  ask: Ask<Kind>,
  around: JobEnvironment,
) => AsyncGenerator<string, Answer<Kind>> | Generator<string, Answer<Kind>>;

const LOADED: { readonly [Kind in JobKind]: () => Promise<CarryOut<Kind>> } = {
  matrix: async () => (await import("./jobs/matrix.ts")).carryOutMatrix,
  simulate: async () => (await import("./jobs/simulate.ts")).carryOutSimulate,
  test: async () => (await import("./jobs/test.ts")).carryOutTest,
  search: async () => (await import("./jobs/search.ts")).carryOutSearch,
  conform: async () => (await import("./jobs/conform.ts")).carryOutConform,
};

/** Loads the code for jobs of a kind. */
export const loadJob = <Kind extends JobKind>(kind: Kind): Promise<CarryOut<Kind>> => LOADED[kind]();
