/** The matrix of one design whose properties ask the same question of each kind of namespace separately: every kind by every question. */
import { KINDS, type Kind } from "../model/kind.ts";
import type { Model } from "../model/model.ts";
import { type OfKind, type Property, questionOf } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { isWaiting, type Matrix, type MatrixOptions, type MatrixProgress, type MatrixRow } from "./matrix.ts";
import { searchInSteps } from "./search.ts";
import type { SearchProgress, SearchResult } from "./search-result.ts";

/** A property that asks a question of a kind of namespace. */
export type PropertyOfKind = Property & { readonly ofKind: OfKind };

/** Whether a property asks a question of a kind of namespace. */
export const isOfKind = (property: Property): property is PropertyOfKind => property.ofKind !== undefined;

/** Properties that are searched together: in one scope, to one depth. */
interface Part extends Pick<OfKind, "scope" | "depth" | "symmetry"> {
  readonly properties: readonly PropertyOfKind[];
}

/**
 * Makes a matrix of the kinds of namespace, yielding its progress now and then.
 *
 * @param scope the scope for all questions; if absent, each is asked in its own
 * @param options cost is not measured
 */
export function* matrixByKindInSteps<Wait extends Promise<void> = never>(
  model: Model,
  properties: readonly PropertyOfKind[],
  scope: Scope | undefined,
  options: Omit<MatrixOptions<Wait>, "cost"> = {},
): Generator<MatrixProgress | Wait, Matrix> {
  const kinds = KINDS.filter((kind) => properties.some(({ ofKind }) => ofKind.kind === kind));
  const rows: MatrixRow[] = [];
  for (const kind of kinds) {
    const where = { model: titleOf(model, kind), done: rows.length, designs: kinds.length };
    const ofKind = properties.filter((property) => property.ofKind.kind === kind);
    const run = rowInSteps(model, kind, ofKind, scope, options);
    let next = run.next();
    for (; !next.done; next = run.next())
      yield isWaiting(next.value) ? next.value : { ...where, search: next.value };
    rows.push(next.value);
  }
  return {
    domain: model.domain,
    ...(scope && { scope }),
    ...(options.fair && { fair: options.fair }),
    properties: questionsOf(properties),
    rows,
  };
}

/** The questions that properties ask, each once. */
export function questionsOf(properties: readonly PropertyOfKind[]): Matrix["properties"] {
  const questions = new Map(
    properties.map((property) => {
      const { claim } = property.ofKind;
      return [questionOf(property), { name: questionOf(property), claim, source: property.source }] as const;
    }),
  );
  return [...questions.values()];
}

const titleOf = ({ name }: Model, kind: Kind): string => `${name}-${kind}`;

function* rowInSteps<Wait extends Promise<void>>(
  model: Model,
  kind: Kind,
  properties: readonly PropertyOfKind[],
  scope: Scope | undefined,
  { symmetry = true, searchOf, searchFor, fair = {} }: Omit<MatrixOptions<Wait>, "cost">,
): Generator<SearchProgress | Wait, MatrixRow> {
  const searches: SearchResult[] = [];
  const found = new Map<string, Verdict>();
  for (const [place, part] of partsOf(properties, scope).entries()) {
    const how = searchOf?.(model) ?? {};
    const depths = [how.depth, part.depth].filter((depth) => depth !== undefined);
    const search = searchFor?.(titleOf(model, kind), place) ?? searchInSteps;
    const result = yield* search(model, part.properties, part.scope, {
      ...how,
      fair,
      symmetry: symmetry && (part.symmetry ?? true),
      ...(depths.length > 0 && { depth: Math.min(...depths) }),
    });
    searches.push(result, ...(result.apart === undefined ? [] : [result.apart]));
    for (const verdict of result.verdicts) found.set(verdict.property, verdict);
  }
  return {
    model,
    title: titleOf(model, kind),
    kind,
    asked: properties.map((property) => ({ property, scope: scope ?? property.ofKind.scope })),
    searches,
    verdicts: properties.map(({ name }) => verdictIn(found, name)),
    asymmetries: searches.flatMap(({ asymmetries }) => asymmetries),
  };
}

function verdictIn(found: ReadonlyMap<string, Verdict>, name: string): Verdict {
  const verdict = found.get(name);
  if (verdict === undefined) throw new Error(`${name} was not part of any search`);
  return verdict;
}

/** Groups the properties that are searched together. */
function partsOf(properties: readonly PropertyOfKind[], scope: Scope | undefined): readonly Part[] {
  if (scope !== undefined) return [{ scope, properties }];
  const parts = new Map<string, PropertyOfKind[]>();
  for (const property of properties) {
    const { scope: own, depth } = property.ofKind;
    const key = JSON.stringify([own, depth]);
    parts.set(key, [...(parts.get(key) ?? []), property]);
  }
  return [...parts.values()].flatMap((together) => {
    const [first] = together;
    return first === undefined ? [] : [{ ...first.ofKind, properties: together }];
  });
}
