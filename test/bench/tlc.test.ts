import { expect, test } from "vitest";
import { readTlc } from "./tlc.ts";

const OUTPUT = `TLC2 Version 2.19 of 08 August 2024 (rev: 5a47802)
Computing initial states...
Finished computing initial states: 1 distinct state generated at 2026-11-25 10:00:00.
Progress(9) at 2026-11-25 10:00:03: 120,345 states generated (120,345 s/min), 9,876 distinct states found (9,876 ds/min), 1,234 states left on queue.
Model checking completed. No error has been found.
  Estimates of the probability that TLC did not check all reachable states
577640 states generated, 26670 distinct states found, 0 states left on queue.
The depth of the complete state graph search is 18.
Finished in 41s at (2026-11-25 10:00:41)
wall 41.90 s, cpu 44.10+1.20 s, peak RSS 512000 KiB
`;

test("the distinct states at the end and the times of TLC are read", () => {
  expect(readTlc(OUTPUT)).toEqual({
    name: "TLC",
    states: 26_670,
    user: 44.1,
    wall: 41.9,
    peak: 512000 * 1024,
  });
});

test("numbers may be written with commas", () => {
  expect(readTlc(OUTPUT.replace("26670 distinct", "26,670 distinct")).states).toBe(26_670);
});

test("a search that found an error, or did not end, is refused with what TLC said", () => {
  const error = "Error: Deadlock reached.";
  expect(() => readTlc(OUTPUT.replace("Model checking completed. No error has been found.", error))).toThrow(
    error,
  );
  expect(() => readTlc(OUTPUT.replace("0 states left", "some left"))).toThrow("has not completed");
});
