/** A design shows the features that its worlds have. */
import { describe, expect, test } from "vitest";
import type { ContainerFeature } from "../../src/domains/containers/features.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import { unshare } from "../properties/calls.ts";
import { run } from "./run.ts";

describe.each(CONTAINER_MODELS)("$name", (model) => {
  test("shows what there is to see", () => {
    const { observation } = run(model, [unshare(1)]);
    const has: Readonly<Record<ContainerFeature, boolean>> = {
      nsproxies: observation.nsproxies.size > 0,
      levels: [...observation.containers.values()].some(({ parent }) => parent !== null),
      images: Object.hasOwn(model.calls, "checkpoint"),
      handles: Object.hasOwn(model.calls, "take"),
    };
    expect(model.shows).toEqual(Object.keys(has).filter((feature) => has[feature as ContainerFeature])); // its keys
  });
});
