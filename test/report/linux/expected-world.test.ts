import { expect, test } from "vitest";
import { LINKS } from "../../../src/domains/linux/operations.ts";
import { ExpectedWorld, type Row } from "../../../src/report/linux/expected-world.ts";
import { NamespaceNames } from "../../../src/report/linux/namespace-names.ts";
import { actsIn, LINUX_CORPUS } from "./acts-of.ts";

test.each(LINUX_CORPUS.map(([file]) => file).filter((file) => !file.includes("too-deep")))(
  "what changes leads from world to world: %s",
  (file) => {
    const { beginning, acts } = actsIn(file.replace(".jsonl", ""));
    const names = new NamespaceNames(beginning.world);
    const expected = new ExpectedWorld(names, beginning.world);
    const rows = new Map<number, Row>();
    const note = (world: typeof beginning.world): Map<number, Row> =>
      new Map(
        [...world.tasks].map(([task, { state, parent, uid, isCapable, links }]) => [
          task,
          {
            state,
            parent,
            uid,
            isCapable,
            links: Object.fromEntries(
              LINKS.flatMap((link) => (links[link] ? [[link, names.of(links[link])]] : [])),
            ),
          },
        ]),
      );
    for (const [task, row] of note(beginning.world)) rows.set(task, row);
    for (const { world, operation } of acts) {
      for (const { task, what, differences } of expected.follow(world, operation.task).tasks) {
        if (what.is === "goes") {
          rows.delete(task);
          continue;
        }
        const before = rows.get(what.is === "begins" ? what.like : task);
        if (before === undefined) throw new Error(`task ${task} comes from nowhere`);
        rows.set(task, changed(before, what.is === "dies" ? what.state : undefined, differences));
      }
      expect(rows).toEqual(note(world));
    }
  },
);

function changed(
  before: Row,
  died: Row["state"] | undefined,
  differences: readonly { readonly field: string; readonly value: unknown }[],
): Row {
  const links = { ...before.links };
  if (died !== undefined) for (const link of LINKS) if (link !== "pid" && link !== "user") delete links[link];
  const row = { ...before, ...(died !== undefined && { state: died }), links };
  for (const { field, value } of differences)
    if (!(LINKS as readonly string[]).includes(field)) Object.assign(row, { [field]: value });
    else if (value === undefined) Reflect.deleteProperty(links, field);
    else Object.assign(links, { [field]: value });
  return row;
}
