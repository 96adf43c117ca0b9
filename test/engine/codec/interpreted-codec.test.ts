import fc from "fast-check";
import { expect, test } from "vitest";
import { codecOf } from "../../../src/engine/codec/codec.ts";
import { interpretedCode } from "../../../src/engine/codec/interpreted-codec.ts";
import { layOut } from "../../../src/engine/codec/layout.ts";
import { interpretedPacker, packerOf } from "../../../src/engine/codec/packer.ts";
import { anyWorlds } from "./any-shape.ts";

const throwReason = (_: object, reason: unknown): never => {
  throw reason;
};

test("worlds of any shape are read, written and packed as by the code that is made for the shape", () => {
  fc.assert(
    fc.property(anyWorlds, ({ shape, one, other }) => {
      const layout = layOut(shape);
      const [made, walked] = [codecOf(shape), interpretedCode(layout, throwReason)];
      const values = () => new Int32Array(layout.slots.length);
      const [before, after, beforeWalked, afterWalked] = [values(), values(), values(), values()];
      made.read(one, before);
      walked.read(one, beforeWalked, beforeWalked);
      expect(beforeWalked).toEqual(before);
      expect(walked.read(other, beforeWalked, afterWalked)).toBe(made.readChanged(other, before, after));
      expect(afterWalked).toEqual(after);
      for (const held of [after, before]) {
        walked.write(held, walked.scratch);
        made.write(held, made.scratch());
        expect(JSON.stringify(walked.scratch)).toBe(JSON.stringify(made.scratch()));
        Object.assign(walked.scratch, structuredClone(other));
        const isOther = JSON.stringify(walked.scratch) !== JSON.stringify(made.scratch());
        expect(walked.readAfterCall(held, afterWalked)).toBe(isOther);
        expect(afterWalked).toEqual(after);
        walked.restore(held);
        expect(JSON.stringify(walked.scratch)).toBe(JSON.stringify(made.scratch()));
        const [packer, walkedPacker] = [packerOf(layout), interpretedPacker(layout)];
        const [words, walkedWords] = [new Int32Array(packer.length + 1), new Int32Array(packer.length + 1)];
        packer.pack(held, words, 1);
        walkedPacker.pack(held, walkedWords, 1);
        expect(walkedWords).toEqual(words);
        walkedPacker.unpack(words, 1, afterWalked);
        expect(afterWalked).toEqual(held);
      }
    }),
  );
});

test("what the code refuses, which looks no closer than it has to, is refused", () => {
  fc.assert(
    fc.property(anyWorlds, anyWorlds, ({ shape }, { one }) => {
      const layout = layOut(shape);
      const outcome = (read: () => void): string => {
        try {
          read();
          return "read";
        } catch {
          return "refused";
        }
      };
      const values = new Int32Array(layout.slots.length);
      const made = outcome(() => codecOf(shape).read(one, values));
      const walked = outcome(() => interpretedCode(layout, throwReason).read(one, values, values));
      if (made === "refused") expect(walked).toBe("refused");
    }),
  );
});
