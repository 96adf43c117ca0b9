import fc, { type Arbitrary } from "fast-check";
import type { Values } from "../../../src/engine/packed/codec.ts";
import { type Layout, layOut } from "../../../src/engine/packed/layout.ts";
import { record, referenceOr, table } from "../../../src/model/shape.ts";
import { edgesOf, functions, motley } from "../packed/drawn-shapes.ts";
import { symmetriesByTrying } from "./symmetries-by-trying.ts";

/** A layout with few enough numberings to try them all, and any of its worlds: many of them have symmetries. */
export interface Tied {
  readonly layout: Layout;
  readonly any: Arbitrary<Values>;
}

/** Such layouts, with what they are. */
export const tied: readonly (readonly [what: string, tied: Tied])[] = [
  ["maps of four things, some missing", fourThings()],
  ["graphs of four nodes: edges that nothing refers to", fewEdges()],
  ["things and marks without rows", withSymmetries(marked())],
  ["all that a shape can have", withSymmetries(motley())],
];

/** The same worlds, half of which have symmetries. */
function withSymmetries({ layout, any }: Tied): Tied {
  const symmetric = any.filter((world) => symmetriesByTrying(layout, world).size > 1);
  return { layout, any: fc.oneof(any, symmetric) };
}

function fourThings(): Tied {
  const { layout, all } = functions(4);
  return { layout, any: fc.constantFrom(...all) };
}

function fewEdges(): Tied {
  const { layout, of } = edgesOf(4, 4);
  const pairs = [
    [1, 2],
    [1, 3],
    [1, 4],
    [2, 3],
    [2, 4],
    [3, 4],
  ] as const;
  return { layout, any: fc.subarray([...pairs], { maxLength: 2 }).map((edges) => of(...edges)) };
}

/** Things that refer to each other and to marks, so that symmetries exchange numbers of both sorts at once. */
function marked(): Tied {
  const thing = record({ to: referenceOr(null, "thing", 3), mark: referenceOr(null, "mark", 3) });
  const layout = layOut(record({ things: table("thing", 3, thing) }));
  const reference = fc.nat({ max: 3 });
  const row = fc.record({ isThere: fc.boolean(), to: reference, mark: reference });
  const any = fc.tuple(row, row, row).map((rows) =>
    Int32Array.from(
      rows.flatMap(({ isThere, to, mark }) => {
        if (!isThere) return [0, 0, 0];
        return [1, rows[to - 1]?.isThere ? to : 0, mark];
      }),
    ),
  );
  return { layout, any };
}
