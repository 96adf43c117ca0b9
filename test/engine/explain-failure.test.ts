import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { FailedAfter } from "../../src/engine/failed-after.ts";
import { search } from "../../src/engine/search.ts";

const scope = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 } as const;

test("a field that the shape does not have is named with the call that adds it", () => {
  const sealed: typeof nested = {
    ...nested,
    apply(world, operation, bounds) {
      const outcome = nested.apply(world, operation, bounds);
      const row = world.containers[2];
      if (operation.op === "rename" && outcome === "ok" && row?.name === "a")
        Object.assign(row, { sealed: true });
      return outcome;
    },
  };
  let failure: unknown;
  try {
    search(sealed, [], scope, { symmetry: false });
  } catch (error) {
    failure = error;
  }
  expect(failure).toBeInstanceOf(FailedAfter);
  expect(failure).toMatchObject({
    message: expect.stringContaining("containers[2] has the field sealed"),
    call: { op: "rename" },
  });
});
