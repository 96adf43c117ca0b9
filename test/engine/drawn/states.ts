/** Drawn states of a drawn structure, and others that differ from them only in numbers. */
import type { Values } from "../../../src/engine/codec/codec.ts";
import { type Layout, layOut, type Node } from "../../../src/engine/codec/layout.ts";
import { Permutations } from "../../../src/engine/symmetry/permutations.ts";
import { numbersFrom } from "../../../src/engine/symmetry/random.ts";
import type { Shape } from "../../../src/model/shape.ts";
import { drawStructure, roomFor, shapeOf } from "./structure.ts";
import type { Tape } from "./tape.ts";

/** Draws a structure, and a number of its states. @param names if given, marks are these names */
export function drawStates(
  tape: Tape,
  number: number,
  names?: readonly string[],
): { readonly shape: Shape; readonly layout: Layout; readonly states: readonly Values[] } {
  const structure = drawStructure(tape, names);
  const shape = shapeOf(structure, (sort) => roomFor(structure, sort) + 1);
  const layout = layOut(shape);
  return { shape, layout, states: tape.times(number, () => drawValues(tape, layout)) };
}

/** The values of some world, with few different numbers. Missing rows hold nothing, and lists have no gaps. */
function drawValues(tape: Tape, { slots, root }: Layout): Values {
  const values = new Int32Array(slots.length);
  const draw = (node: Node): void => {
    switch (node.is) {
      case "one of":
        values[node.slot] = tape.below(node.values.length);
        break;
      case "reference":
        values[node.slot] = tape.from(node.instead === undefined ? 1 : 0, Math.min(3, node.largest));
        break;
      case "record":
        for (const [, field] of node.fields) draw(field);
        break;
      case "rows": {
        const length = tape.from(0, node.rows.length);
        for (const [place, row] of node.rows.entries()) {
          const isThere = node.first === 0 ? place < length : !tape.once(4);
          if (!isThere) continue;
          values[row.marker] = 1;
          draw(row.node);
        }
      }
    }
  };
  draw(root);
  return values;
}

/** Two copies of the state with other numbers, which depend on nothing but the state. */
export function permutedCopies(layout: Layout, values: Values): Values[] {
  const permutations = new Permutations(layout);
  return [1, 2].map((seed) => {
    const copy = values.slice();
    permutations.apply(permutations.draw(values, numbersFrom(seed)), values, copy);
    return copy;
  });
}
