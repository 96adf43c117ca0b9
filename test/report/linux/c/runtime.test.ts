import { expect, test } from "vitest";
import { runtimeFor } from "../../../../src/report/linux/c/runtime.ts";
import { RUNTIME } from "../acts-of.ts";

test("a program has what all need and what it needs", () => {
  const text = "//@ includes\n#include\n//@ all\none\n//@ a b\ntwo\n//@ c\nthree\n//@ all\nfour\n";
  expect(runtimeFor(text, new Set(["b"]))).toEqual({ includes: "#include", body: "one\ntwo\nfour" });
  expect(runtimeFor(text, new Set())).toEqual({ includes: "#include", body: "one\nfour" });
});

test("nothing of how the runtime is taken apart is left in it", () => {
  const { includes, body } = runtimeFor(RUNTIME, new Set(["clone", "asks"]));
  expect(`${includes}${body}`).not.toContain("//@");
  expect(body).toContain("task_clone");
  expect(body).not.toContain("task_setns");
});
