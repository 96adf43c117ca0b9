import { Numberings } from "../../../src/engine/orbits/numberings.ts";
import { layOut } from "../../../src/engine/packed/layout.ts";
import { model, worldsOfRuns } from "../packed/shaped-run.ts";

/** Worlds along random runs of a design, in scopes whose worlds can be kept by their numberings. */
export const numberedRuns = worldsOfRuns.filter(({ scope }) => {
  const layout = layOut(model.shape(scope));
  return !layout.hasOrder && !new Numberings(layout).areTooMany;
});
