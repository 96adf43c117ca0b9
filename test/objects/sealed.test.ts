import fc from "fast-check";
import { expect, test } from "vitest";
import { DamagedObject } from "../../src/objects/objects.ts";
import { SealedObjects } from "../../src/objects/sealed.ts";
import { lawsOfObjects } from "./laws.ts";
import { MemoryObjects } from "./memory.ts";

lawsOfObjects(async () => ({
  objects: new SealedObjects(new MemoryObjects(), "test"),
  end: async () => undefined,
}));

test("what was written under another name, or is another's, is noticed", async () => {
  const kept = new MemoryObjects();
  await new SealedObjects(kept, "one").put("level-1/run", Uint8Array.of(1));
  const sealed = kept.all.get("level-1/run") ?? new Uint8Array();
  await kept.put("level-2/run", sealed);
  await expect(new SealedObjects(kept, "one").get("level-2/run")).rejects.toThrow(DamagedObject);
  await expect(new SealedObjects(kept, "other").get("level-1/run")).rejects.toThrow(DamagedObject);
});

test("whatever happens to an object is noticed, and it is named", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.nat(), fc.nat(254), async (bytes, place, by) => {
      const kept = new MemoryObjects();
      const objects = new SealedObjects(kept, "test");
      await objects.put("level-1/run", bytes);
      const whole = kept.all.get("level-1/run") ?? new Uint8Array();
      const at = place % whole.length;
      const changed = whole.slice();
      changed[at] = (whole[at] ?? 0) ^ (by + 1);
      for (const damaged of [changed, whole.slice(0, at), new Uint8Array()]) {
        await kept.put("level-1/run", damaged);
        const error = await objects.get("level-1/run").catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(DamagedObject);
        expect(error).toMatchObject({ object: "level-1/run" });
      }
    }),
    { numRuns: 50 },
  );
});
