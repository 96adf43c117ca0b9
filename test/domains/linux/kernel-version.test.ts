import { expect, test } from "vitest";
import { isAtLeast, versionOf } from "../../../src/domains/linux/kernel-version.ts";

test("the version is what a release begins with", () => {
  expect(versionOf("6.18.44-generic")).toBe("6.18.44");
  expect(versionOf("7.1-rc3")).toBe("7.1");
  for (const none of ["", "v6.18", "6", "6.", "6.18.44.1"]) expect(versionOf(none)).toBeUndefined();
});

test("versions are compared by number", () => {
  expect(isAtLeast("6.19.10", "6.19.9")).toBe(true);
  expect(isAtLeast("6.9", "6.18")).toBe(false);
  expect(isAtLeast("7.1", "7.1.0")).toBe(true);
});
