import fc from "fast-check";
import { expect, test } from "vitest";
import { Frames } from "../../../src/conformance/agent/frames.ts";

test("frames come out whole, wherever the stream is cut", () => {
  const anyFrame = fc.uint8Array({ maxLength: 40 }).map((content) => {
    const frame = Buffer.alloc(8 + content.length);
    frame.writeUInt32LE(content.length, 0);
    frame.set(content, 8);
    return frame;
  });
  fc.assert(
    fc.property(fc.array(anyFrame), fc.array(fc.nat(200)), (sent, cuts) => {
      const stream = Buffer.concat(sent);
      const places = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
      const frames = new Frames();
      const got = places
        .slice(1)
        .flatMap((end, index) => [...frames.push(stream.subarray(places[index], end))].map(String));
      expect(got).toEqual(sent.map(String));
    }),
  );
});
