import { expect, test } from "vitest";
import { stepped } from "./stepped.ts";

test("each turn of a loop is a step, and nothing else changes", () => {
  const source = `
    for (const a of [1, 2]) while (more(a)) take(a);
    for (;;) { break; }
    const b = [1].map((one) => { do { one++; } while (one < 3); return one; });
  `;
  const step = "globalThis.__stryker__?.activeMutant;";
  expect(stepped(source, "a.ts")).toBe(`
    for (const a of [1, 2]) { ${step} while (more(a)) { ${step} take(a); } }
    for (;;) {${step} break; }
    const b = [1].map((one) => { do {${step} one++; } while (one < 3); return one; });
  `);
});
