import { expect, test } from "vitest";
import { readRumur } from "./rumur.ts";

const OUTPUT = `\t150000 states explored in 6s, with 3867797 rules fired and 3491 states in the queue.

==========================================================================

Status:

\tNo error found.

State Space Explored:

\t156480 states, 4144336 rules fired in 7s.
wall 6.24 s, cpu 6.23+0.01 s, peak RSS 7232 KiB
`;

test("the states at the end and the times of Rumur are read", () => {
  expect(readRumur(OUTPUT)).toEqual({
    name: "Rumur",
    states: 156_480,
    user: 6.23,
    wall: 6.24,
    peak: 7232 * 1024,
  });
});

test("a search that found an error, or did not end, is refused", () => {
  expect(() => readRumur(OUTPUT.replace("No error", "1 error(s)"))).toThrow("not what Rumur prints");
  expect(() => readRumur(OUTPUT.replace("156480 states,", ""))).toThrow("not what Rumur prints");
});
