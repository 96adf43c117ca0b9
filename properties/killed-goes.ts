import { leadsTo } from "../src/domains/containers/property.ts";
import { containerNumber } from "../src/model/numbers.ts";
import { containerNamed } from "./shared/container-named.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "Kill an entire vserver recursively (rm -rf /sys/namespaces/vserver1)": once all tasks inside are killed, nobody keeps the container, and it goes (W4).
 *
 * A case is a `kill` that succeeds. If a design's kill is over at once, there is no need to wait; if it walks, its caller goes on with it (`Model.fair`).
 */
export const killedGoes = leadsTo({
  name: "killed-goes",
  claim: "A container that was killed eventually goes.",
  source: 'the message: "kill an entire vserver recursively (rm -rf /sys/namespaces/vserver1)"; W4',
  of: "container",
  owed: {
    from: "steps",
    on: ["kill"],
    isSo: ({ before, operation, outcome }, thing) =>
      outcome === "ok" && containerNamed(before, operation.task, operation.path) === thing,
  },
  isMet: ({ containers }, thing) => !containers.has(containerNumber(thing)),
  broken: (world, thing) => `${containerWords(world, containerNumber(thing))} was killed, but never goes`,
});
