import { expect, test } from "vitest";
import { graphvizText, toGraphviz, toMermaid } from "../../../src/report/export/diagrams.ts";
import { toSvg } from "../../../src/report/export/svg.ts";
import { CORPUS, fromCorpus } from "./corpus.ts";

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
    const lines = toGraphviz(one).trimEnd().split("\n").slice(3, -1);
    expect(lines, file).toHaveLength(2 * steps + 1);
    for (const line of lines) expect(line, file).toMatch(/^ {2}w\d+( -> w\d+)? \[label="([^"\\]|\\.)*"\];$/);
  }
});

test("quotes and backslashes are kept in a text of Graphviz", () => {
  expect(graphvizText('a "b" \\ c\nd', "\\l")).toBe('"a \\"b\\" \\\\ c\\ld"');
});

test("what looks like an entity of HTML is no such thing in a text of Graphviz", () => {
  expect(graphvizText("&amp; &#x3c;", "\\l")).toBe('"&amp;amp; &amp;#x3c;"');
});

test("an image has a sentence for each scene, and is well formed", () => {
  const scenes = history.model.domain.words.scenes(history.model, history.scope, {
    property: "",
    verdict: "broken",
    cases: 0,
    why: "",
    history: events.flatMap((entry) => ("event" in entry ? [entry.event] : [])),
  });
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
