/** Designs to which names are mere names, made of such as look at them. */
import type { Operation } from "../../../src/model/operation.ts";
import type { DrawnDesign } from "./design.ts";
import type { Value, World } from "./world.ts";

/**
 * The same design, where each call says how it names things: by an order of the names, in which the first stands for what the design calls the first, and so on.
 * Whatever it does to one name it then does, by another call, to any other.
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
        rename(world as World, order, names); // a drawn world
        const outcome = model.apply(world, operation, scope);
        rename(world as World, names, order); // the same
        return outcome;
      },
    },
  };
}

/** Calls each thing that has one of some names by that at the same place of others. */
function rename(world: World, from: readonly string[], to: readonly string[]): void {
  const renamed = (value: Value): Value =>
    typeof value === "string" && from.includes(value) ? (to[from.indexOf(value)] ?? value) : value;
  for (const row of [world.held, ...Object.values(world.tables).flat()])
    if (row !== null) for (const [key, value] of Object.entries(row)) row[key] = renamed(value);
}

/** All orders of some things. */
export function ordersOf<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((first) =>
    ordersOf(things.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  );
}
