/** Makes designs to which names are interchangeable from designs that look at them. */
import type { Operation } from "../../../src/model/operation.ts";
import type { DrawnDesign } from "./design.ts";
import type { Value, World } from "./world.ts";

/**
 * The same design, except that each call has an order of the names, in which the first stands for what the design calls by its first name, and so on.
 * So whatever one call does to a name, another call does to any other name.
 */
export function inEveryNaming(drawn: DrawnDesign, names: readonly string[]): DrawnDesign {
  const { structure, calls, model } = drawn;
  const orders = ordersOf(names);
  return {
    structure,
    calls,
    model: {
      ...model,
      calls: Object.fromEntries(Object.keys(model.calls).map((op) => [op, ["name"]])),
      operations: (world, task, scope) =>
        [...model.operations(world, task, scope)].flatMap((operation) =>
          orders.map((order): Operation => ({ ...operation, name: order.join("") })),
        ),
      apply(world, operation, scope) {
        const order = Array.from(String(operation["name"]));
        rename(world as World, order, names); // the world of a drawn design
        const outcome = model.apply(world, operation, scope);
        rename(world as World, names, order); // as above
        return outcome;
      },
    },
  };
}

/** Gives each thing with a name in `from` the name at the same place in `to`. */
function rename(world: World, from: readonly string[], to: readonly string[]): void {
  const renamed = (value: Value): Value =>
    typeof value === "string" && from.includes(value) ? (to[from.indexOf(value)] ?? value) : value;
  for (const row of [world.held, ...Object.values(world.tables).flat()])
    if (row !== null) for (const [key, value] of Object.entries(row)) row[key] = renamed(value);
}

/** All permutations of some things. */
export function ordersOf<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((first) =>
    ordersOf(things.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  );
}
