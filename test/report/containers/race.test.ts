import { expect, test } from "vitest";
import type { Heat } from "../../../src/conformance/containers/race/race.ts";
import { raceTable } from "../../../src/report/containers/race.ts";

const SPREADS = {
  microseconds: { median: 81.6, most: 51_667.3 },
  rounds: { median: 1, most: 1 },
  born: { median: 9, most: 12 },
};

test("each way has a row, and a number of those who were left where there were some", () => {
  const heats: readonly Heat[] = [
    {
      ...{ design: "walking-kill", hierarchy: "v1", tries: 1000, unended: 0, leftBehind: 324, ...SPREADS },
      ...{ left: { median: 3, most: 44 }, history: undefined },
    },
    {
      ...{ design: "nested", hierarchy: "v2", tries: 1000, unended: 2, leftBehind: 0, ...SPREADS },
      ...{ left: undefined, history: undefined },
    },
  ];
  const rows = raceTable(heats, undefined, 160)
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) =>
      line
        .split("│")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual([
    ["design", "cgroups", "left tasks behind", "how many", "rounds", "microseconds", "timed out"],
    ["walking-kill", "v1", "324 of 1,000", "3, most 44", "1, most 1", "82, most 51,667", "0"],
    ["nested", "v2", "0 of 1,000", "", "1, most 1", "82, most 51,667", "2"],
  ]);
});
