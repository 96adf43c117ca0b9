import { expect, test } from "vitest";
import { readNumbered } from "./numbered.ts";

const OUTPUT = `== plain C++, every world exact (128-bit keys)
scope T=4 C=4 K=1 names=2 mode=raw key_bits=44
raw 1777416
attempted 60836844 ok 32317340 (of which unchanged 7107200) refused 28519504 depth 24
wall 2.49 s, cpu 2.40+0.05 s, peak RSS 57344 KiB
== Spin depth-first
  1777417 states, stored
 32317340 transitions (= stored+matched)
  259.109\ttotal actual memory usage
pan: elapsed time 5.6 seconds
wall 5.81 s, cpu 5.60+0.15 s, peak RSS 276480 KiB
== Spin -DBFS
 1.777417e+06 states, stored
wall 9.43 s, cpu 9.22+0.18 s, peak RSS 246784 KiB
`;

test("each search stands below its heading", () => {
  expect(readNumbered(OUTPUT)).toEqual([
    {
      name: "plain C++, every world exact (128-bit keys)",
      states: 1_777_416,
      user: 2.4,
      wall: 2.49,
      peak: 57344 * 1024,
    },
    { name: "Spin depth-first", states: 1_777_416, user: 5.6, wall: 5.81, peak: 276480 * 1024 },
    { name: "Spin -DBFS", states: 1_777_416, user: 9.22, wall: 9.43, peak: 246784 * 1024 },
  ]);
});

test("a search without times is refused, whatever the next one says", () => {
  const output = OUTPUT.replace("wall 5.81", "real 5.81");
  expect(() => readNumbered(output)).toThrow("not what a search prints:\nSpin depth-first");
});
