import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { alwaysEnterable } from "../../properties/always-enterable.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import type { TaskNumber } from "../../src/model/numbers.ts";
import { seenIn } from "../container-models.ts";
import { exit, fork, setns, unshare } from "./calls.ts";
import { counts, isBrokenBy, scopeOf } from "./check.ts";
import { setnsKeepsTheNamespaces, setnsRefusesTheInhabited } from "./mutants.ts";

describe("always-enterable", () => {
  isBrokenBy(alwaysEnterable, nested, {
    after: [fork(1), unshare(1), unshare(1)],
    why: "task 2, which sees container 2 (/unnamed1), cannot enter it: ENXIO",
    call: setns(2, "/unnamed1"),
  });
  isBrokenBy(alwaysEnterable, setnsRefusesTheInhabited, {
    after: [fork(1), unshare(1)],
    why: "task 2, which sees container 2 (/unnamed1), cannot enter it: EBUSY",
    call: setns(2, "/unnamed1"),
  });
  isBrokenBy(alwaysEnterable, setnsKeepsTheNamespaces, {
    in: { tasks: 2 },
    after: [fork(1), unshare(1)],
    why: "task 2, which sees container 2 (/unnamed1), does not get the namespaces of task 1 there when it enters",
    call: setns(2, "/unnamed1"),
  });
  counts(alwaysEnterable, { "one's own container": [], "a container below": [fork(1), unshare(1)] }, true);
  counts(alwaysEnterable, { "no task": [exit(1)] }, false);

  it("tries no container without a path", () => {
    const scope = scopeOf();
    const world = seenIn(nested.observe(nested.initial(scope), scope));
    const tried: TaskNumber[] = [];
    const attempt = (_op: string, task: TaskNumber) => {
      tried.push(task);
      return undefined;
    };
    expect(alwaysEnterable.check(withParts(world, { path: () => undefined }), scope, attempt)).toBe(
      "no case",
    );
    expect(tried).toEqual([]);
  });
});
