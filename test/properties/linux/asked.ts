import { linux } from "../../../models/linux/linux.ts";
import { PROPERTIES } from "../../../src/catalogue.ts";
import { search } from "../../../src/engine/search.ts";
import type { Kind } from "../../../src/model/kind.ts";
import type { OfKind, Property } from "../../../src/model/property.ts";
import type { Verdict } from "../../../src/model/verdict.ts";

/** A question, asked of a kind. */
export type AskedProperty = Property & { readonly ofKind: OfKind };

export const ASKED: readonly AskedProperty[] = PROPERTIES.filter(
  (property): property is AskedProperty => property.ofKind !== undefined,
);

/** The property that asks a question of a kind. */
export function askedOf(question: string, kind: Kind): AskedProperty {
  const property = ASKED.find(({ ofKind }) => ofKind.question === question && ofKind.kind === kind);
  if (property === undefined) throw new Error(`nobody asks ${question} of ${kind}`);
  return property;
}

/**
 * The verdicts that a matrix gives: properties with the same scope and depth are searched together.
 *
 * @param depthOf how deep to search for properties without a depth of their own; `undefined` for the whole scope
 */
export function verdictsAsked(
  properties: readonly AskedProperty[],
  depthOf: (together: readonly AskedProperty[]) => number | undefined = () => undefined,
): ReadonlyMap<string, Verdict> {
  const groups = new Map<string, AskedProperty[]>();
  for (const property of properties) {
    const { scope, depth } = property.ofKind;
    const key = JSON.stringify([scope, depth]);
    groups.set(key, [...(groups.get(key) ?? []), property]);
  }
  const found = new Map<string, Verdict>();
  for (const group of groups.values()) {
    const [
      {
        ofKind: { scope, symmetry, depth = depthOf(group) },
      },
    ] = group as [AskedProperty, ...AskedProperty[]]; // a group is not empty
    const { verdicts } = search(linux, group, scope, {
      symmetry: symmetry ?? true,
      comparisons: "some",
      ...(depth !== undefined && { depth }),
    });
    for (const verdict of verdicts) found.set(verdict.property, verdict);
  }
  return found;
}
