import { expect, test } from "vitest";
import { tableOf } from "./table.ts";

test("a row for each folder, and one for each file in which a mutant lives", () => {
  const none = { endless: 0, equivalent: 0, alive: 0 };
  expect(
    tableOf([
      { ...none, file: "models/a.ts", killed: 3, endless: 1 },
      { ...none, file: "models/b.ts", killed: 2, alive: 1 },
      { ...none, file: "src/world/c.ts", killed: 5, equivalent: 2 },
    ]),
  ).toBe(
    [
      "| folder | mutants | killed | without end | equivalent | alive | killed of those that differ |",
      "| --- | --- | --- | --- | --- | --- | --- |",
      "| `models/` | 7 | 5 | 1 | 0 | 1 | 85.71 % |",
      "| models/b.ts | 3 | 2 | 0 | 0 | 1 | 66.66 % |",
      "| `src/world/` | 7 | 5 | 0 | 2 | 0 | 100 % |",
    ].join("\n"),
  );
});
