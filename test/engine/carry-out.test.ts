import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { search } from "../../src/engine/search.ts";
import type { Model } from "../../src/model/model.ts";

const scope = { tasks: 2, containers: 2, kinds: ["uts"] as const, names: [], images: 0 };
const design: Model = nested;

test.each(["EPERM", undefined, 0])(
  "an answer that is no outcome is an error by name, not left out of the counts: %s",
  (answer) => {
    const odd: Model = {
      ...design,
      name: "odd",
      // An untyped design can return this.
      apply: (world, operation, within) =>
        operation.op === "kill" ? (answer as never) : design.apply(world, operation, within),
    };
    for (const symmetry of [true, false])
      expect(() => search(odd, [], scope, { symmetry })).toThrow(
        `odd answers kill with ${String(answer)}, which is not an outcome: the outcomes are ok, ESRCH`,
      );
  },
);
