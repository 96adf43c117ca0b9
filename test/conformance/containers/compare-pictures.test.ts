import { describe, expect, test } from "vitest";
import { PictureComparison } from "../../../src/conformance/containers/compare-pictures.ts";
import type { KernelPicture, PicturedTask, View } from "../../../src/conformance/containers/picture.ts";
import type { Kind } from "../../../src/model/kind.ts";
import { type TaskNumber, taskNumber } from "../../../src/model/numbers.ts";

/** A picture, given each task's path and uts namespace. */
function picture(tasks: Readonly<Record<number, readonly [string, number]>>, view?: View): KernelPicture {
  const pictured = new Map<TaskNumber, PicturedTask>();
  for (const [task, [path, uts]] of Object.entries(tasks))
    pictured.set(taskNumber(Number(task)), { path, namespaces: new Map([["uts", uts]]) });
  const containers = new Set(["/", ...Object.values(tasks).map(([path]) => path)]);
  return { tasks: pictured, containers, view, strays: [] };
}

const living = (...namespaces: readonly number[]): ReadonlyMap<Kind, ReadonlySet<number>> =>
  new Map([["uts", new Set(namespaces)]]);

function words(model: KernelPicture, kernel: KernelPicture): readonly string[] {
  return new PictureComparison().compare(model, kernel, living(1, 2)).map((difference) => difference.words);
}

describe("what differs in one picture", () => {
  const model = picture({ 1: ["/", 1], 2: ["/a", 2] });

  test("nothing where the kernel's numbers are others, but part the tasks alike", () => {
    expect(words(model, picture({ 1: ["/", 500], 2: ["/a", 700] }))).toEqual([]);
  });

  test("a task that should live", () => {
    expect(words(picture({ 1: ["/", 1], 2: ["/", 1] }), picture({ 1: ["/", 500] }))).toEqual([
      "task 2 should be alive, but is gone",
    ]);
  });

  test("a task that should be gone", () => {
    expect(words(picture({ 1: ["/", 1] }), picture({ 1: ["/", 500], 3: ["/", 500] }))).toEqual([
      "task 3 should be gone, but is alive",
    ]);
  });

  test("a task that is elsewhere, and the containers", () => {
    expect(words(model, picture({ 1: ["/", 500], 2: ["/b", 700] }))).toEqual([
      "task 2 should be in /a, but is in /b",
      "container /a should exist, but does not",
      "container /b should not exist, but does",
    ]);
  });

  test("a namespace that two share, and should not", () => {
    expect(words(model, picture({ 1: ["/", 500], 2: ["/a", 500] }))).toEqual([
      "task 2 should be in uts namespace 2, but is in uts:[500], which is namespace 1",
    ]);
  });

  test("a namespace that two should share, and do not", () => {
    expect(words(picture({ 1: ["/", 1], 2: ["/", 1] }), picture({ 1: ["/", 500], 2: ["/", 700] }))).toEqual([
      "task 2 should be in uts namespace 1, which is uts:[500], but is in uts:[700]",
    ]);
  });

  test("processes that should not be there", () => {
    expect(words(model, { ...picture({ 1: ["/", 500], 2: ["/a", 700] }), strays: ["a stray"] })).toEqual([
      "a stray",
    ]);
  });

  test("a namespace of a kind that is not in scope", () => {
    const comparison = new PictureComparison(["net"]);
    const withNet = (...net: readonly [number, number]): KernelPicture => {
      const shown = picture({ 1: ["/", 500], 2: ["/a", 700] });
      const tasks = [...shown.tasks].map(([task, { path, namespaces }], index) => {
        const number = net[index] ?? 0;
        return [task, { path, namespaces: new Map([...namespaces, ["net", number] as const]) }] as const;
      });
      return { ...shown, tasks: new Map(tasks) };
    };
    expect(comparison.compare(model, withNet(40, 40), living(1, 2))).toEqual([]);
    expect(comparison.compare(model, withNet(40, 41), living(1, 2)).map((found) => found.words)).toEqual([
      "task 2 should be in the starting net namespace, net:[40], but is in net:[41]",
    ]);
  });

  test("what a task sees", () => {
    const view = (path: string | undefined): View => ({
      viewer: taskNumber(1),
      paths: new Map([[taskNumber(2), path]]),
    });
    const seen = (path: string | undefined) => picture({ 1: ["/", 1] }, view(path));
    expect(words(seen("/a"), seen("/a"))).toEqual([]);
    expect(words(seen("/a"), seen(undefined))).toEqual([
      "task 1 should see task 2 in /a, but sees it outside its view",
    ]);
  });
});

describe("along a history", () => {
  test("a namespace stays the same one for as long as it lives", () => {
    const comparison = new PictureComparison();
    const model = picture({ 1: ["/", 1] });
    expect(comparison.compare(model, picture({ 1: ["/", 500] }), living(1))).toEqual([]);
    expect(comparison.compare(model, picture({ 1: ["/", 501] }), living(1))).toMatchObject([
      { sort: "namespace" },
    ]);
  });

  test("a number that comes round again may be another one", () => {
    const comparison = new PictureComparison();
    const model = picture({ 1: ["/", 2] });
    expect(comparison.compare(model, picture({ 1: ["/", 500] }), living(2))).toEqual([]);
    comparison.compare(picture({}), picture({}), living(1));
    expect(comparison.compare(model, picture({ 1: ["/", 501] }), living(2))).toEqual([]);
  });
});
