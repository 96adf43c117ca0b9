import { expect, test } from "vitest";
import type { NestedOperation } from "../../models/nested.ts";
import { nested } from "../../models/nested.ts";
import { FIRST_TASK } from "../../src/model/numbers.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import { checkpoint, fork, unshare } from "../properties/calls.ts";
import { run } from "./run.ts";

test("images stand in the order of their names, whatever the order in which they were recorded", () => {
  const before = [fork(1), unshare(2)];
  const recorded = ["b", "c", "a", "b"].map((name) => checkpoint(1, "/unnamed1", name));
  const { observation } = run(nested, [...before, ...recorded], { images: 3 });
  expect([...observation.images.keys()]).toEqual(["a", "b", "c"]);
});

test.each(CONTAINER_MODELS)("$name carries out no call that it does not have", (model) => {
  const scope = model.domain.scopes.defaults.check;
  const world = model.initial(scope);
  const call = { op: "fly", task: FIRST_TASK } as unknown as NestedOperation; // no operation at all
  expect(() => model.apply(world, call, scope)).toThrow("fly");
});
