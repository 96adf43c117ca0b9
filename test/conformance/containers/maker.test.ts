import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  hasGone,
  type Maker,
  makerOf,
  readMaker,
  writeMaker,
} from "../../../src/conformance/containers/maker.ts";
import { describeOnKernel } from "../machine.ts";

const own = (): Maker => {
  const maker = makerOf(process.pid);
  if (maker === undefined) throw new Error("this process is not in /proc");
  return maker;
};

describeOnKernel("the maker of a cgroup", [], () => {
  test("is read as it was written", () => {
    expect(readMaker(writeMaker(own()))).toEqual(own());
  });

  test("that lives has not gone", () => {
    expect(hasGone(own())).toBe(false);
  });

  test("that has ended has gone, also when another process has its pid", () => {
    const { pid } = spawnSync("true");
    expect(makerOf(pid)).toBeUndefined();
    expect(hasGone({ ...own(), pid })).toBe(true);
    expect(hasGone({ ...own(), started: "1" })).toBe(true);
  });

  test("of another pid namespace is never said to have gone", () => {
    expect(hasGone({ ...own(), pidNamespace: "pid:[1]", started: "1" })).toBe(false);
  });
});

test("no other value of the attribute is taken for a maker", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readMaker(Buffer.from(text))).toBeUndefined();
    }),
  );
  for (const text of ["pid:[1] 0 5", "pid:[1] 2 5 ", "pid:[1] 2", "uts:[1] 2 5", "pid:[1] -2 5"])
    expect(readMaker(Buffer.from(text))).toBeUndefined();
});
