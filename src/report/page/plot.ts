import { escaped } from "./html.ts";

/** A line of a plot. */
export interface PlotLine {
  readonly name: string;
  /** The index of its colour, modulo the number of line colours in the page's style. */
  readonly colour: number;
  /** Pairs of x and y, in ascending order of x. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** How something grows: lines over a common x axis. */
export interface Plot {
  readonly title: string;
  /** What the axes count. */
  readonly x: string;
  readonly y: string;
  readonly lines: readonly PlotLine[];
}

const WIDTH = 360;
const HEIGHT = 190;
const LEFT = 48;
const RIGHT = 10;
const TOP = 12;
const BOTTOM = 34;
const COLOURS = 12;

/** Maps a value to a coordinate on the drawing. */
type Scale = (value: number) => number;

/** A plot as SVG with both axes starting at 0, and a legend of its lines below. */
export function plotMarkup({ title, x, y, lines }: Plot): string {
  const all = lines.flatMap(({ points }) => points);
  const most = { x: Math.max(1, ...all.map(([at]) => at)), y: Math.max(1, ...all.map(([, value]) => value)) };
  const toX: Scale = (value) => LEFT + (value / most.x) * (WIDTH - LEFT - RIGHT);
  const toY: Scale = (value) => HEIGHT - BOTTOM - (value / most.y) * (HEIGHT - TOP - BOTTOM);
  const shown = merged(lines);
  return `<figure class="plot"><figcaption>${escaped(title)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(`${title}: ${y} against ${x}`)}">
<path class="axis" d="M${LEFT},${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}"/>
<text x="${LEFT - 6}" y="${TOP + 8}" text-anchor="end">${most.y.toLocaleString("en")}</text>
<text x="${LEFT - 6}" y="${HEIGHT - BOTTOM}" text-anchor="end">0</text>
<text x="${WIDTH - RIGHT}" y="${HEIGHT - BOTTOM + 14}" text-anchor="end">${most.x.toLocaleString("en")}</text>
<text x="${LEFT}" y="${HEIGHT - 6}">${escaped(`${y} against ${x}`)}</text>
${shown.map((line) => lineMarkup(line, toX, toY)).join("\n")}
</svg>
<ul>${shown.map((line) => `<li class="${colourOf(line)}">${escaped(line.name)}: ${lastOf(line)}</li>`).join("")}</ul></figure>`;
}

/** Merges lines that coincide everywhere into one with all their names. */
function merged(lines: readonly PlotLine[]): PlotLine[] {
  const byPoints = new Map<string, PlotLine>();
  for (const line of lines) {
    const key = JSON.stringify(line.points);
    const other = byPoints.get(key);
    byPoints.set(key, other === undefined ? line : { ...other, name: `${other.name}, ${line.name}` });
  }
  return [...byPoints.values()].toSorted((one, other) => lastValue(other) - lastValue(one));
}

const colourOf = ({ colour }: PlotLine): string => `line-${colour % COLOURS}`;

const lastValue = ({ points }: PlotLine): number => points.at(-1)?.[1] ?? 0;

const lastOf = (line: PlotLine): string => lastValue(line).toLocaleString("en");

function lineMarkup(line: PlotLine, toX: Scale, toY: Scale): string {
  const path = line.points.map(([x, y]) => `${toX(x).toFixed(1)},${toY(y).toFixed(1)}`).join(" ");
  return `<polyline class="${colourOf(line)}" points="${path}"/>`;
}
