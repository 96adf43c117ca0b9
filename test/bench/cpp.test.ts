import { expect, test } from "vitest";
import { readCpp } from "./cpp.ts";

const OUTPUT = `scope T=4 C=4 K=2 names=2 mode=iso key_bits=60
iso 26670
attempted 1250610 ok 577639 (of which unchanged 146450) refused 672971 depth 17
  EAGAIN 77924
time 0.055 s, 485325 worlds/s, 22757860 calls/s, peak RSS 3.9 MiB, 155.0 bytes/world, load 0.41
wall 0.05 s, cpu 0.02+0.01 s, peak RSS 4260 KiB
`;

test("the states and the times of the C++ search are read", () => {
  expect(readCpp(OUTPUT)).toEqual({ name: "C++", states: 26_670, user: 0.02, wall: 0.05, peak: 4260 * 1024 });
});

test("an output without states or times is refused", () => {
  expect(() => readCpp(OUTPUT.replace("iso 26670", "raw 26670"))).toThrow("not what the C++ search prints");
  expect(() => readCpp(OUTPUT.replace("wall", "real"))).toThrow("not what the C++ search prints");
});
