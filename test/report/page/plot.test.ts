import { expect, test } from "vitest";
import { plotMarkup } from "../../../src/report/page/plot.ts";

const line = (name: string, colour: number, ...values: number[]) => ({
  name,
  colour,
  points: values.map((value, index) => [index + 1, value] as const),
});

const markup = plotMarkup({
  title: "fork",
  x: "levels",
  y: "records",
  lines: [line("a", 0, 1, 1), line("b", 1, 3, 1066), line("<c>", 2, 1, 1)],
});

test("lines on each other are drawn once and bear all names, the highest first", () => {
  expect(markup.match(/<polyline/g)).toHaveLength(2);
  expect(
    [...markup.matchAll(/<li class="(.*?)">(.*?)<\/li>/g)].map(([, colour, text]) => [colour, text]),
  ).toEqual([
    ["line-1", "b: 1,066"],
    ["line-0", "a, &lt;c&gt;: 1"],
  ]);
});

test("both axes begin at 0: the largest value is at the top, the first point stands where it is worth", () => {
  const [, points = ""] = /<polyline class="line-1" points="(.*?)"/.exec(markup) ?? [];
  const places = points.split(" ").map((pair) => pair.split(",").map(Number));
  const [, , right = Number.NaN] =
    /<path class="axis" d="M(\d+),12V156H(\d+)"/.exec(markup)?.map(Number) ?? [];
  expect(places.at(-1)).toEqual([right, 12]);
  expect(places[0]).toEqual([(48 + right) / 2, Number((156 - (3 / 1066) * 144).toFixed(1))]);
});
