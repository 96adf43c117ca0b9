import { areEqual } from "../codec/words.ts";
import type { Expansion } from "../expand/expansion.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { Examiner, openAmong } from "../search/examiner.ts";
import { makeFindings } from "../search/findings.ts";
import type { SearchTask } from "../search/search-task.ts";
import { findingsOptionsOf } from "../search/single-search.ts";
import { sumOfFindings } from "../search/summed-findings.ts";
import type { Tally } from "../search/tally.ts";
import { Candidates } from "./candidates.ts";
import { findingsAsData } from "./findings-as-data.ts";
import { type Forms, formsOf, type StatesOfForm } from "./forms.ts";
import type { ExpandJob, ExpandResult } from "./jobs.ts";
import { keyShapeOf } from "./key.ts";
import { readPart } from "./list.ts";
import { StepTargets } from "./step-targets.ts";
import type { Surroundings } from "./surroundings.ts";

/** How many forms are expanded before it yields. */
const FORMS_BETWEEN_YIELDS = 64;

/** Expands the states of some parts of a level. @returns what properties find there, and the candidates for the next level, in order, by partition */
export async function expand(
  job: ExpandJob,
  task: SearchTask,
  space: StateSpace,
  { objects, guard, pause }: Required<Surroundings>,
): Promise<ExpandResult> {
  const findings = makeFindings(findingsOptionsOf(task, space), false);
  const examiner = new Examiner(task, space, findings, 0);
  const level = { level: job.level, size: job.size, open: openAmong(task, job.open) };
  const shape = keyShapeOf(space);
  const candidates = new Candidates(objects, shape, job, Object.keys(task.model.calls).length);
  const maker = new CandidateMaker(space, examiner, candidates);
  const examine = (forms: Forms, from: number, to: number): void => {
    for (let form = from; form < to; form++) {
      const states = forms.form(form);
      const { words, at, combinations } = states;
      if (job.isLast) examiner.check(words, at, combinations, level);
      else {
        const expansion = examiner.expand(words, at, combinations, level);
        if (expansion !== undefined) maker.add(expansion, states);
      }
    }
  };
  for (const part of job.parts) {
    const forms = formsOf(await readPart(objects, part, shape, "states"), shape);
    for (let form = 0; form < forms.length; form += FORMS_BETWEEN_YIELDS) {
      guard(() => examine(forms, form, Math.min(form + FORMS_BETWEEN_YIELDS, forms.length)));
      if (candidates.count >= job.most) await candidates.write();
      await pause();
    }
  }
  await candidates.write();
  return {
    is: "expand",
    findings: findingsAsData(sumOfFindings(findings)),
    candidates: candidates.written,
  };
}

/** Turns the successors of states into candidates. */
class CandidateMaker {
  readonly #space: StateSpace;
  readonly #tally: Tally;
  readonly #candidates: Candidates;
  readonly #targets: StepTargets;

  constructor(space: StateSpace, { tally, tables }: Examiner, candidates: Candidates) {
    this.#space = space;
    this.#tally = tally;
    this.#candidates = candidates;
    this.#targets = new StepTargets(space, tables);
  }

  /** Adds the successors of the states of a form. */
  add({ successors }: Expansion, { words, at, combinations }: StatesOfForm): void {
    const form = words.subarray(at, at + this.#space.packer.length);
    for (let successor = 0; successor < successors.count; successor++) {
      const operation = successors.operations[successor] ?? 0;
      const from = successors.placeOf(successor);
      const isSameForm = areEqual(form, successors.words, from);
      const after = this.#targets.combinations(successors, successor, combinations);
      const target = this.#candidates.form(successors.words, from);
      let unchanged = 0;
      for (let state = 0; state < combinations.length; state++) {
        const combination = after[state] ?? 0;
        if (isSameForm && combination === combinations[state]) unchanged++;
        else this.#candidates.add(target, operation, combination);
      }
      this.#tally.countUnchanged(operation, unchanged * (successors.weights[successor] ?? 0));
    }
  }
}
