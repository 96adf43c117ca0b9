import { expect, test } from "vitest";
import { type Conformance, conformanceInWords } from "../../src/report/conformance.ts";
import { plain } from "../../src/text/paint.ts";
import { NESTED } from "./design.ts";

const refused = Object.fromEntries(
  ["EAGAIN", "EBUSY", "EEXIST", "EINVAL", "ENOENT", "ENXIO"].map((errno) => [errno, 1234]),
);
const found: Conformance = {
  model: NESTED,
  scope: { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 },
  how: { histories: "random", runs: 1, length: 1, seed: 1 },
  result: {
    histories: 1,
    events: 1,
    calls: new Map([["unshare", { ok: 1, unchanged: 0, new: 0, refused }]]),
    divergences: [],
    stopped: new Map(),
    unplayed: new Map(),
    coverage: [],
    parts: [],
    end: "all were played",
    complete: true,
  },
  seconds: 1,
  release: "6.12",
  hierarchy: { version: "none", mount: "", line: "", isDelegated: false },
  countsTasks: true,
  times: new Map([["clone", { count: 2, inside: 1000, whole: 2000 }]]),
};

test.each([60, 80, 120])("its tables fit %d columns", (width) => {
  const table = conformanceInWords(found, plain, width)
    .split("\n")
    .filter((line) => /^[│┌├└]/.test(line));
  expect(table.length).toBeGreaterThan(6);
  for (const line of table) expect(line.length).toBeLessThanOrEqual(width);
});
