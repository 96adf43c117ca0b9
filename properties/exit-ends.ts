import { leadsTo } from "../src/domains/containers/property.ts";
import { taskNumber } from "../src/model/numbers.ts";

/**
 * A task that keeps calling `exit` ends: no design keeps one for ever, and nobody else can.
 *
 * A case is a world and a task in it. From there on it keeps calling `exit`, and gets through if it could do so again and again (strong fairness).
 */
export const exitEnds = leadsTo({
  name: "exit-ends",
  claim: "A task that keeps calling exit eventually ends.",
  source: "W5: any task may exit or be killed",
  of: "task",
  fair: { exit: "strong" },
  isFair: (_, task, thing) => task === thing,
  owed: { from: "worlds", isSo: () => true },
  isMet: ({ tasks }, thing) => !tasks.has(taskNumber(thing)),
  broken: (_, thing) => `task ${thing} keeps calling exit, but never ends`,
});
