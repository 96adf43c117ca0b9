import { describe, expect, test } from "vitest";
import type { RecordedHistory } from "../../../src/history/read-history.ts";
import { graphvizText, toGraphviz, toMermaid } from "../../../src/report/export/diagrams.ts";
import { backEdgeOf, stepsOf } from "../../../src/report/export/steps.ts";
import { toSvg } from "../../../src/report/export/svg.ts";
import { CORPUS, fromCorpus, recorded } from "./corpus.ts";

const history = fromCorpus("message.jsonl");
const events = [...history.entries()].filter((entry) => "event" in entry);

test("a flowchart has a node for each world and an arrow for each event", () => {
  const chart = toMermaid(history);
  expect(chart.match(/^ {2}w\d+\["/gm)).toHaveLength(events.length + 1);
  expect(chart.match(/^ {2}w\d+ -->\|".*"\| w\d+$/gm)).toHaveLength(events.length);
  expect(chart).toContain("calculate_pi");
});

test("nothing in a flowchart ends its text or means something else in it", () => {
  for (const [file, one] of CORPUS)
    for (const [, text = ""] of toMermaid(one).matchAll(/"(.*)"/g))
      expect(text.replaceAll("<br>", ""), file).not.toMatch(/["<>[\]{}|]/);
});

test("GitHub draws the flowchart of the message: it has at most 50,000 characters", () => {
  expect(toMermaid(history).length).toBeLessThanOrEqual(50_000);
});

test("a graph has a node for each world and an edge for each event, and its texts end where they should", () => {
  for (const [file, one] of CORPUS) {
    const steps = [...one.entries()].filter((entry) => "event" in entry).length;
    const loops = [...one.entries()].filter((entry) => "loop" in entry).length;
    const lines = toGraphviz(one).trimEnd().split("\n").slice(3, -1);
    expect(lines, file).toHaveLength(2 * steps + 1 + loops);
    for (const line of lines)
      expect(line, file).toMatch(/^ {2}w\d+( -> w\d+)? \[label="([^"\\]|\\.)*"( style=dashed)?\];$/);
  }
});

test("quotes and backslashes are kept in a text of Graphviz", () => {
  expect(graphvizText('a "b" \\ c\nd', "\\l")).toBe('"a \\"b\\" \\\\ c\\ld"');
});

test("what looks like an entity of HTML is no such thing in a text of Graphviz", () => {
  expect(graphvizText("&amp; &#x3c;", "\\l")).toBe('"&amp;amp; &amp;#x3c;"');
});

describe("a run that never ends", () => {
  const begun = [
    '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":2,"containers":1,"kinds":["uts"],"names":[]}}',
    '{"op":"fork","task":1,"outcome":"ok"}',
  ];
  const round = ['{"op":"exit","task":2,"outcome":"ok"}', '{"op":"fork","task":1,"outcome":"ok"}'];
  const read = (...lines: readonly string[]) => recorded(Buffer.from(lines.join("\n")));

  test("goes back from its last world to the one where the loop begins", () => {
    const lasso = read(...begun, '{"loop":true}', ...round);
    expect(toMermaid(lasso)).toContain('  w3 -.->|"the same world again, forever"| w1\n');
    expect(toGraphviz(lasso)).toContain('  w3 -> w1 [label="the same world again, forever" style=dashed];\n');
    expect([...stepsOf(lasso)].map(({ isLoopStart }) => isLoopStart ?? false)).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  test("stays where it is", () => {
    const resting = read(...begun, '{"loop":true}');
    expect(toMermaid(resting)).toContain('  w1 -.->|"forever: nothing more needs to happen"| w1\n');
    expect(backEdgeOf([...stepsOf(resting)])).toMatchObject({ from: 1, to: 1 });
  });

  test("is no history without a loop", () => {
    const plain = read(...begun, ...round);
    expect(backEdgeOf([...stepsOf(plain)])).toBeUndefined();
    expect(toMermaid(plain)).not.toContain("-.->");
  });

  test("has an arrow in an image too, beside the scenes, and the image has room for it", () => {
    const lasso = read(...begun, '{"loop":true}', ...round);
    const scenes = scenesOf(lasso);
    const heightOf = (image: string) => Number(/height="(\d+)"/.exec(image)?.[1]);
    const [without, image] = [toSvg(scenes), toSvg(scenes, backEdgeOf([...stepsOf(lasso)]))];
    expect(without).not.toContain("<path");
    expect(image).toContain(">the same world again, forever</text>");
    expect(heightOf(image)).toBeGreaterThan(heightOf(without));
    const [, below, beside] = /<path d="M14 (\d+) H5 V(\d+) H12"/.exec(image) ?? [];
    expect(Number(below)).toBeLessThan(heightOf(image));
    expect(Number(beside)).toBeLessThan(Number(below));
  });
});

function scenesOf(one: RecordedHistory) {
  return one.model.domain.words.scenes(one.model, one.scope, {
    property: "",
    verdict: "broken",
    cases: 0,
    why: "",
    history: [...one.entries()].flatMap((entry) => ("event" in entry ? [entry.event] : [])),
  });
}

test("an image has a sentence for each scene, and is well formed", () => {
  const scenes = scenesOf(history);
  const image = toSvg(scenes);
  expect(scenes).toHaveLength(events.length + 1);
  expect(image.match(/<g transform/g)).toHaveLength(scenes.length);
  const open: string[] = [];
  for (const [, end, name, closed] of image.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (end) expect(open.pop()).toBe(name);
    else if (!closed) open.push(name ?? "");
  }
  expect(open).toEqual([]);
  expect(image).not.toMatch(/NaN|undefined/);
});
