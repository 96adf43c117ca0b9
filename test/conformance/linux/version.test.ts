import { expect, test } from "vitest";
import { isAtLeast, releaseVersion } from "../../../src/conformance/linux/version.ts";

test("the version is what a release begins with", () => {
  expect(releaseVersion("6.18.44-generic")).toBe("6.18.44");
  expect(releaseVersion("7.1-rc3")).toBe("7.1");
});

test("versions are compared by number", () => {
  expect(isAtLeast("6.19.10", "6.19.9")).toBe(true);
  expect(isAtLeast("6.9", "6.18")).toBe(false);
  expect(isAtLeast("7.1", "7.1.0")).toBe(true);
});
