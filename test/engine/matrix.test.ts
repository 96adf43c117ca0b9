import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { nsCgroup } from "../../models/ns-cgroup.ts";
import { neverLeaves } from "../../properties/never-leaves.ts";
import { refusalChangesNothing } from "../../properties/refusal-changes-nothing.ts";
import { always } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import {
  type Matrix,
  type MatrixOptions,
  type MatrixProgress,
  matrixInSteps,
} from "../../src/engine/matrix.ts";
import type { Model } from "../../src/model/model.ts";
import type { Property } from "../../src/model/property.ts";
import { drawn } from "../drawn-graph.ts";

const SMALL: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 };
const GRAPH = drawn({ 0: [1, 2], 1: [3], 2: [3], 3: [] });

function matrixOf(
  models: readonly Model[],
  properties: readonly Property[],
  options: MatrixOptions = {},
): { matrix: Matrix; told: MatrixProgress[] } {
  const told: MatrixProgress[] = [];
  const run = matrixInSteps(models, properties, SMALL, { cost: false, ...options });
  for (;;) {
    const next = run.next();
    if (next.done) return { matrix: next.value, told };
    told.push(next.value);
  }
}

/** The same graph under another name. */
const named = (name: string): Model => ({ ...GRAPH.model, name });

/** A property that distinguishes worlds by the number of a task alone. */
const mattering = always({
  name: "nobody-is-2-alone",
  claim: "",
  source: "",
  numbersMatter: true,
  check: ({ tasks }) => ([...tasks.keys()].join() === "2" ? { broken: "task 2 is alone" } : "holds"),
});

describe("a matrix", () => {
  const properties = [GRAPH.never(3), GRAPH.sometime(2), GRAPH.sometime(7), GRAPH.never(9)];

  test("has a row for each design and a verdict for each property, in the order asked for", () => {
    const { rows, scope } = matrixOf([named("b"), named("a")], properties).matrix;
    expect(scope).toBe(SMALL);
    expect(rows.map(({ model }) => model.name)).toEqual(["b", "a"]);
    for (const { verdicts } of rows) {
      expect(verdicts.map(({ property, verdict }) => [property, verdict])).toEqual([
        ["never-3", "broken"],
        ["sometimes-2", "holds"],
        ["sometimes-7", "broken"],
        ["never-9", "holds"],
      ]);
      expect(verdicts[0]?.history?.map(({ operation }) => operation["path"])).toEqual(["1", "3"]);
      expect(verdicts[1]?.history).toHaveLength(1);
      expect(verdicts[2]).not.toHaveProperty("history");
    }
  });

  test("bounds are those of each design, asked for anew, and what is left open is not decided", () => {
    const asked: string[] = [];
    const searchOf = ({ name }: Model) => {
      asked.push(name);
      return name === "a" ? { depth: 1 } : {};
    };
    const { rows } = matrixOf([named("a"), named("b")], properties, { searchOf }).matrix;
    expect(asked).toEqual(["a", "b"]);
    expect(rows.map(({ verdicts }) => verdicts[3]?.verdict)).toEqual(["not-decided", "holds"]);
    expect(rows[0]?.verdicts[3]?.why).toBe("only histories of up to 1 event were tried");
  });

  test("tells which design it is at", () => {
    const { told } = matrixOf([named("a"), named("b")], properties);
    expect(new Set(told.map(({ model, done, designs }) => `${model} ${done}/${designs}`))).toEqual(
      new Set(["a 0/2", "b 1/2"]),
    );
  });

  test("a property that does not apply says why", () => {
    const { rows } = matrixOf([GRAPH.model], [{ ...GRAPH.never(3), needs: ["levels"] }]).matrix;
    expect(rows[0]?.verdicts[0]).toMatchObject({ verdict: "does-not-apply", why: "drawn has no levels" });
  });
});

describe("numbers", () => {
  test("where they matter to a property, it is searched apart, and is right", () => {
    const { matrix } = matrixOf([nested], [neverLeaves, mattering, refusalChangesNothing]);
    const [row] = matrix.rows;
    expect(row?.searches.map(({ symmetry }) => symmetry)).toEqual([true, false]);
    expect(row?.searches[1]?.verdicts).toHaveLength(1);
    expect(row?.verdicts.map(({ verdict }) => verdict)).toEqual(["holds", "broken", "holds"]);
    expect(row?.verdicts[1]?.history).toHaveLength(2);
  });

  test("where they matter to a design, nothing is taken for the same", () => {
    const { matrix } = matrixOf([nsCgroup], [neverLeaves, mattering]);
    expect(matrix.rows[0]?.searches).toMatchObject([{ symmetry: false }]);
  });

  test("symmetry can be left out", () => {
    const { matrix } = matrixOf([nested], [neverLeaves], { symmetry: false });
    expect(matrix.rows[0]?.searches).toMatchObject([{ symmetry: false }]);
  });
});

test("the cost of each design is measured, unless that is turned off", () => {
  const { matrix, told } = matrixOf([nested], [neverLeaves], { cost: true });
  const fork = matrix.rows[0]?.cost?.byDepth.ladders.at(-1)?.calls.find(({ op }) => op === "fork");
  expect(fork).toMatchObject({ outcome: "ok", written: 1 });
  expect(matrix.rows[0]?.cost?.byTasks.ladders.length).toBeGreaterThan(1);
  expect(told.at(-1)).not.toHaveProperty("search");
  expect(matrixOf([nested], [neverLeaves]).matrix.rows[0]).not.toHaveProperty("cost");
});
