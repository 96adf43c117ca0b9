import { expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { type ObservedTask, withParts } from "../../src/domains/containers/observation.ts";
import { search } from "../../src/engine/search.ts";
import type { TaskNumber } from "../../src/model/numbers.ts";
import { CONTAINER_PROPERTIES } from "../container-models.ts";
import { scopeOf } from "./check.ts";
import { unshareIsolatesNothing } from "./mutants.ts";

/** A design that does the same but shows no nsproxies, like one whose tasks hold their namespaces themselves. */
function withoutNsproxies(model: ContainerModel): ContainerModel {
  return {
    ...model,
    shows: ["levels", "images"],
    observe: (world, scope) => {
      const observation = model.observe(world, scope);
      const tasks = [...observation.tasks].map(([number, { nsproxy, ...task }]) => [number, task] as const);
      return withParts(observation, {
        tasks: new Map<TaskNumber, ObservedTask>(tasks),
        nsproxies: new Map(),
      });
    },
  };
}

const properties = CONTAINER_PROPERTIES.filter(({ needs }) => !needs?.includes("nsproxies"));
const scope = scopeOf({ tasks: 2, images: 1 });

it("a design that does not show its nsproxies gets the same verdicts and cases", () => {
  const { verdicts } = search(nested, properties, scope);
  expect(search(withoutNsproxies(nested), properties, scope).verdicts).toEqual(verdicts);
});

it("and is caught as well", () => {
  const broken = search(withoutNsproxies(unshareIsolatesNothing), properties, scope).verdicts.find(
    ({ property }) => property === "unshare-isolates",
  );
  expect(broken?.verdict).toBe("broken");
});
