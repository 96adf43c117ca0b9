/** A design declares the errnos that occur: in a small scope, with hostile calls too; on a few longer runs; and in the corpus of histories. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MODELS, PROPERTIES } from "../../src/catalogue.ts";
import type { ContainerOperation } from "../../src/domains/containers/operation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { readHistory } from "../../src/history/read-history.ts";
import type { Operation } from "../../src/model/operation.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import { checkpoint, exit, fork, kill, rename, restart, unshare } from "../properties/calls.ts";
import { transitionsOf } from "./graph.ts";
import { enter, run } from "./run.ts";

const SMALL: ContainerScope = {
  tasks: 2,
  containers: 2,
  kinds: ["uts"],
  names: ["a"],
  images: 1,
  handles: 1,
};
const MAX_TRANSITIONS = 2000;

/** Runs to refusals that take a larger scope. */
const LONGER: readonly (readonly ContainerOperation[])[] = [
  // Two containers side by side: one takes the name of the other.
  [fork(1), fork(1), unshare(1), unshare(2), rename(3, "/unnamed1", "unnamed2"), rename(3, "/2", "1")],
  // Only a restart puts a container below one whose last task then goes.
  [fork(1), unshare(2), checkpoint(1, "/unnamed1"), restart(2, "a"), exit(2), enter(1, "/unnamed1", "uts")],
  // If a kill takes several steps, a task enters in the middle of it.
  [
    ...[fork(1), fork(1), fork(1), unshare(2), enter(3, "/unnamed1", "uts"), kill(1, "/unnamed1")],
    enter(4, "/unnamed1", "uts"),
  ],
  // Two containers and one task are copied until there is no room.
  [
    ...[fork(1), unshare(2), unshare(2), checkpoint(1, "/unnamed1"), restart(1, "unnamed1")],
    ...[restart(1, "a"), restart(1, "b")],
  ],
];

const folder = join(import.meta.dirname, "../histories");
const corpus = readdirSync(folder)
  .filter((file) => file.endsWith(".jsonl"))
  .map((file) => {
    const result = readHistory(readFileSync(join(folder, file)), MODELS, { properties: PROPERTIES });
    if (!result.ok) throw new Error(`${file}: ${result.problem.message}`);
    return result.history;
  });

test.each(CONTAINER_MODELS)("$name", (model) => {
  const seen = new Map(Object.keys(model.calls).map((op) => [op, new Set<string>()]));
  const note = ({ op }: Operation, outcome = "ok") => {
    if (outcome !== "ok" && outcome !== "ESRCH") seen.get(op)?.add(outcome);
  };
  let count = 0;
  for (const { event } of transitionsOf(model, SMALL)) {
    if (count++ === MAX_TRANSITIONS) break;
    note(event.operation, event.outcome);
  }
  for (const calls of LONGER) {
    const operations = calls.filter(({ op }) => Object.hasOwn(model.calls, op));
    const { outcomes } = run(model, operations);
    for (const [index, operation] of operations.entries()) note(operation, outcomes[index]);
  }
  for (const history of corpus) {
    if (history.model !== model) continue;
    for (const entry of history.entries())
      if ("event" in entry) note(entry.event.operation, entry.event.outcome);
  }
  const declared = Object.entries(model.refusals ?? {}).map(([op, errnos]) => [op, errnos.toSorted()]);
  expect([...seen].map(([op, errnos]) => [op, [...errnos].toSorted()])).toEqual(declared);
});
