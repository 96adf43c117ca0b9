import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { always, sometimes } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { FollowedProperty } from "../../src/engine/followed-property.ts";
import type { Finding, PointProperty } from "../../src/model/property.ts";
import { drawn } from "../drawn-graph.ts";

const { model } = drawn({ 0: [] });
const scope: ContainerScope = { tasks: 1, containers: 1, kinds: ["uts"], names: [], images: 0 };
const ABOUT = { name: "followed", claim: "something", source: "a test", check: () => "holds" as const };

const anyFindings = (...findings: readonly Finding[]) => fc.array(fc.constantFrom(...findings));

/** The property after it has been followed through these findings; the index of each is its place. */
function followed(property: PointProperty, findings: readonly Finding[]): FollowedProperty<number> {
  const along = new FollowedProperty<number>(property, model, scope);
  for (const [place, finding] of findings.entries()) along.take(finding, () => place);
  return along;
}

describe("a property that is followed", () => {
  test("has a case wherever it finds something, and is settled by the first breach", () => {
    fc.assert(
      fc.property(anyFindings("no case", "holds", { broken: "so" }), (findings) => {
        const along = followed(always(ABOUT), findings);
        const breach = findings.findIndex((finding) => typeof finding === "object");
        expect(along.cases).toBe(findings.filter((finding) => finding !== "no case").length);
        expect(along.settled).toBe(breach === -1 ? undefined : breach);
        expect(along.isOpen).toBe(breach === -1);
      }),
    );
  });

  test("stays open once what it looks for was reached, and keeps where that was first", () => {
    fc.assert(
      fc.property(anyFindings("no case", "holds"), (findings) => {
        const along = followed(sometimes(ABOUT), findings);
        const first = findings.indexOf("holds");
        expect(along.settled).toBe(first === -1 ? undefined : first);
        expect(along.isOpen).toBe(true);
      }),
    );
  });

  test("is not open where it means nothing for the design", () => {
    const along = followed(always({ ...ABOUT, needs: ["images"] }), []);
    expect(along.isOpen).toBe(false);
    expect(along.inapplicable).toBe("drawn has no images");
  });
});
