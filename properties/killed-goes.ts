import { leadsTo } from "../src/domains/containers/property.ts";
import { containerNumber } from "../src/model/numbers.ts";
import { containerNamed } from "./shared/container-named.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "So now you can do "rm -rf /vserver1" and it will kill all processes inside": once they are killed nobody keeps the container, and it goes (W4).
 *
 * A case is a `kill` that succeeds. Where a design's kill is over at once there is no need to wait; where it walks, whoever walks goes on with it (`Model.fair`).
 */
export const killedGoes = leadsTo({
  name: "killed-goes",
  claim: "A container that was killed goes, sooner or later.",
  source: 'the message: "kill an entire vserver recursively (rm -rf /sys/namespaces/vserver1)"; W4',
  of: "container",
  owed: {
    from: "steps",
    on: ["kill"],
    isSo: ({ before, operation, outcome }, thing) =>
      outcome === "ok" && containerNamed(before, operation.task, operation.path) === thing,
  },
  isMet: ({ containers }, thing) => !containers.has(containerNumber(thing)),
  broken: (world, thing) => `${containerWords(world, containerNumber(thing))} was killed, and never goes`,
});
