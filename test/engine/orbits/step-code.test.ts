import fc from "fast-check";
import { expect, test } from "vitest";
import { StepCode } from "../../../src/engine/orbits/step-code.ts";
import { Canonicalizer } from "../../../src/engine/packed/canonical.ts";
import { codecOf, type Values } from "../../../src/engine/packed/codec.ts";
import { packerOf } from "../../../src/engine/packed/packer.ts";
import { operationsIn } from "../../../src/model/operations-in.ts";
import { anyRenumbering, keyOf, renumbered } from "../packed/renumbering.ts";
import { model, worldsOfRuns } from "../packed/shaped-run.ts";

test("the steps of a world, carried out in one that differs only in numbers, lead where its own calls lead", () => {
  let steps = 0;
  fc.assert(
    fc.property(
      worldsOfRuns.filter(({ scope }) => scope.images === 0),
      fc.context(),
      fc.gen(),
      ({ scope, worlds }, context, any) => {
        const codec = codecOf(model.shape(scope));
        const { layout } = codec;
        const packer = packerOf(layout);
        const canonicalizer = new Canonicalizer(layout);
        const code = new StepCode(layout);
        const values = () => new Int32Array(layout.slots.length);
        const numbersOf = (world: Values) => {
          canonicalizer.form(world, values());
          return canonicalizer.numbersOf(world).slice();
        };
        const worldOf = (of: Values) => {
          codec.write(of, codec.scratch());
          return structuredClone(codec.scratch());
        };
        const changesOf = (before: Values): Values[] =>
          operationsIn(model, worldOf(before), scope).flatMap((operation) => {
            const [world, after] = [worldOf(before), values()];
            model.apply(world, operation, scope);
            codec.read(world, after);
            return keyOf(after) === keyOf(before) ? [] : [after.slice()];
          });

        const one = values();
        codec.read(any(fc.constantFrom, ...worlds), one);
        const other = renumbered(layout, one, any(anyRenumbering, layout));
        context.log(`${keyOf(one)} and ${keyOf(other)}`);
        const codes = changesOf(one).map((after) => code.codesOf(one, after, numbersOf(one)));
        const [packed, led] = [new Int32Array(packer.length), new Int32Array(packer.length)];
        packer.pack(other, packed, 0);
        code.open(numbersOf(other));
        const found = codes.map((of) => {
          expect(code.carryOut(Int32Array.from(of), 0, packed, 0, led, 0)).toBe(of.length);
          const after = values();
          packer.unpack(led, 0, after);
          return keyOf(after);
        });
        expect(new Set(found)).toEqual(new Set(changesOf(other).map(keyOf)));
        steps += found.length;
      },
    ),
  );
  expect(steps).toBeGreaterThan(0);
});
