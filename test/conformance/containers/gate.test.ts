import fc from "fast-check";
import { expect, test } from "vitest";
import { Gate } from "../../../src/conformance/containers/gate.ts";

/** Starts work that lasts a given number of ticks, and notes who was at work when each piece began and ended. */
class Workshop {
  readonly #gate = new Gate();
  readonly #atWork = new Set<"together" | "alone" | symbol>();
  readonly seen: string[] = [];

  async begin(how: "together" | "alone", ticks: number, fails: boolean): Promise<string> {
    return this.#gate[how](async () => {
      const own = Symbol(how);
      this.#atWork.add(own);
      this.#look();
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
      this.#look();
      this.#atWork.delete(own);
      if (fails) throw new Error(how);
      return how;
    });
  }

  #look(): void {
    this.seen.push([...this.#atWork].map(String).sort().join());
  }
}

const work = fc.record({
  how: fc.constantFrom("together" as const, "alone" as const),
  ticks: fc.nat({ max: 5 }),
  fails: fc.boolean(),
  /** Ticks between asking for this work and for the next. */
  pause: fc.nat({ max: 8 }),
});

test("who works alone has nobody beside, and each gets what comes of it, an error too", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(work, { maxLength: 8 }), async (all) => {
      const workshop = new Workshop();
      const begun: Promise<string>[] = [];
      for (const { how, ticks, fails, pause } of all) {
        const working = workshop.begin(how, ticks, fails);
        working.catch(() => undefined); // it is awaited below
        begun.push(working);
        for (let tick = 0; tick < pause; tick++) await Promise.resolve();
      }
      const ends = await Promise.allSettled(begun);
      expect(ends.map(({ status }) => status === "rejected")).toEqual(all.map(({ fails }) => fails));
      for (const seen of workshop.seen) if (seen.includes("alone")) expect(seen).toBe("Symbol(alone)");
    }),
  );
});

test("others work beside each other", async () => {
  const workshop = new Workshop();
  await Promise.all([workshop.begin("together", 3, false), workshop.begin("together", 3, false)]);
  expect(workshop.seen).toContain("Symbol(together),Symbol(together)");
});
