import { array, assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { inChunks } from "../../../src/conformance/agent/in-chunks.ts";

test("the parts are the list, and none but the last is short", () => {
  const lists = property(array(integer()), integer({ min: 1, max: 5 }), (list, most) => {
    const parts = inChunks(list, most);
    expect(parts.flat()).toEqual(list);
    for (const part of parts.slice(0, -1)) expect(part).toHaveLength(most);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(most);
  });
  assert(lists);
});
