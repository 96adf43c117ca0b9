import { expect, test } from "vitest";
import { summary } from "../../../src/domains/containers/summary.ts";
import { observationOf } from "../../../src/history/history.ts";
import type { Operation } from "../../../src/model/operation.ts";
import { nestedHistory, op } from "../../report/design.ts";

const START = [op("fork", 1), op("unshare", 2, { kinds: ["uts"] }), op("fork", 2)];
const kept = (image: string, path: string): Operation => op("checkpoint", 1, { image, path });
const summaryAfter = (...images: Operation[]): string =>
  summary(observationOf(nestedHistory(...START, ...images)));

test("a world on one line names the images that are kept", () => {
  expect(summaryAfter()).toBe("3 tasks, 2 containers");
  expect(summaryAfter(kept("a", "/unnamed1"))).toBe("3 tasks, 2 containers, and the image a (2 tasks)");
  expect(summaryAfter(kept("a", "/unnamed1"), kept("b", "/unnamed1"))).toBe(
    "3 tasks, 2 containers, and the images a (2 tasks) and b (2 tasks)",
  );
});
