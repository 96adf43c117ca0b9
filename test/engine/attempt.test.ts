import { describe, expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { attemptIn } from "../../src/engine/attempt.ts";
import { FIRST_TASK, taskNumber } from "../../src/model/numbers.ts";
import { seenIn } from "../container-models.ts";

const scope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 0 };
const model: ContainerModel = nested;
const world = model.initial(scope);
const attempt = attemptIn(model, scope, () => structuredClone(world));

describe("attempt", () => {
  it("tells what a call comes to and the world after it, and leaves the world alone", () => {
    const fork = attempt("fork", FIRST_TASK);
    expect(fork?.operation).toEqual({ op: "fork", task: FIRST_TASK });
    expect(fork?.outcome).toBe("ok");
    expect([...(fork ? seenIn(fork.after).tasks.keys() : [])]).toEqual([FIRST_TASK, taskNumber(2)]);
    expect(world).toEqual(model.initial(scope));
  });

  it("takes of the fields those that the call declares, in its order", () => {
    const rename = attempt("rename", FIRST_TASK, { kinds: ["uts"], name: "a", path: "/" });
    expect(JSON.stringify(rename?.operation)).toBe('{"op":"rename","task":1,"path":"/","name":"a"}');
    expect(rename?.outcome).toBe("EBUSY");
  });

  it("knows no call that the design does not declare", () => {
    expect(attempt("refine", FIRST_TASK, { kinds: ["uts"] })).toBeUndefined();
  });

  it("wants every field that the call declares", () => {
    expect(() => attempt("rename", FIRST_TASK, { path: "/" })).toThrow(
      "the property tries rename without the field name",
    );
  });

  it("observes the world after a call once, and only where it is asked for", () => {
    let looks = 0;
    const counting: ContainerModel = {
      ...model,
      observe: (seen, bounds) => {
        looks++;
        return model.observe(seen, bounds);
      },
    };
    const fork = attemptIn(counting, scope, () => structuredClone(world))("fork", FIRST_TASK);
    expect(looks).toBe(0);
    expect(fork?.after).toBe(fork?.after);
    expect(looks).toBe(1);
  });

  it("takes what is as in a world that is like it from what is seen there", () => {
    const seen = seenIn(model.observe(world, scope));
    const inLike = attemptIn(
      model,
      scope,
      () => structuredClone(world),
      () => seen,
    );
    const after = seenIn(inLike("fork", FIRST_TASK)?.after ?? {});
    expect(after.tasks.get(FIRST_TASK)).toBe(seen.tasks.get(FIRST_TASK));
    expect(after.tasks.size).toBe(2);
    expect(after.containers).toBe(seen.containers);
  });

  it("does not show the world after a call once another was tried, but where it was looked at before", () => {
    const unseen = attempt("fork", FIRST_TASK);
    const seen = attempt("exit", FIRST_TASK);
    expect(() => unseen?.after).toThrow(
      "the property looks at the world after fork although it has since tried another call",
    );
    expect(seen?.after).toHaveProperty("tasks.size", 0);
    attempt("fork", FIRST_TASK);
    expect(seen?.after).toHaveProperty("tasks.size", 0);
  });
});
