import type { Matrix } from "../../engine/matrix.ts";
import { costPlots, type PlotGroup } from "./cost-plots.ts";
import { escaped, jsonInHtml } from "./html.ts";
import { pageData } from "./page-data.ts";
import type { PageData } from "./page-types.ts";
import { plotMarkup } from "./plot.ts";
import { legendMarkup, matrixMarkup } from "./table.ts";

/** A text that is part of the page and that its content security policy allows by hash. */
export interface Inlined {
  readonly text: string;
  /** SHA-256 of the text, in base 64. */
  readonly sha256: string;
}

/** The script and the style of the page. */
export interface PageAssets {
  readonly script: Inlined;
  readonly style: Inlined;
}

/**
 * Matrices as a self-contained page: it loads no other file, and its content security policy forbids it to. Without its script the
 * table is still there.
 */
export function matrixPage(matrices: readonly Matrix[], { script, style }: PageAssets): string {
  const data = pageData(matrices);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${script.sha256}'; style-src 'sha256-${style.sha256}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Designs of containers, side by side</title>
<style>${style.text}</style>
</head>
<body>
<header>
<h1>Designs of containers, side by side</h1>
<p>Every call in every world of a scope, in each design. A property that some history breaks shows the shortest one: select a cell to watch it.</p>
<p class="scope">${escaped(data.scope)}</p>
</header>
<main>
<div class="matrix">
${matrixMarkup(data)}
</div>
${legendMarkup(data)}
${matrices.map((matrix) => costMarkup(costPlots(matrix))).join("")}
${glossaryMarkup(data)}
</main>
${PLAYER}
<script type="application/json" id="data">${jsonInHtml(data)}</script>
<script>${script.text}</script>
</body>
</html>
`;
}

function costMarkup(groups: readonly PlotGroup[]): string {
  if (groups.length === 0) return "";
  const parts = groups.map(
    ({ title, plots }, index) =>
      `<details${index === 0 ? " open" : ""}><summary>${escaped(title)}</summary><div>${plots.map(plotMarkup).join("\n")}</div></details>`,
  );
  return `<section class="cost"><h2>What a call costs</h2>
<p>Each design is brought into the same situation by its own calls: nested containers, with tasks at each level. Coinciding lines are drawn once.</p>
${parts.join("\n")}</section>`;
}

/** The designs and the properties in words. */
function glossaryMarkup({ designs, properties }: PageData): string {
  const designList = designs.map(({ name, summary, source }) => termMarkup(name, summary, source));
  const propertyList = properties.map(({ name, claim, source }) => termMarkup(name, claim, source));
  return `<section class="words">
<div><h2>The designs</h2><dl>${designList.join("")}</dl></div>
<div><h2>The properties</h2><dl>${propertyList.join("")}</dl></div>
</section>`;
}

function termMarkup(name: string, words: string, source: string): string {
  return `<dt>${escaped(name)}</dt><dd>${escaped(words)} <small>${escaped(source)}</small></dd>`;
}

/** An icon on a button. */
function icon(path: string, className = ""): string {
  return `<svg class="icon ${className}" viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"/></svg>`;
}

/** The dialog in which a cell is opened. The script fills it. */
const PLAYER = `<dialog id="player" aria-labelledby="player-title">
<div class="head">
<h2 id="player-title"></h2>
<button type="button" id="close-player" aria-label="Close">${icon("M4 4l8 8M12 4l-8 8")}</button>
</div>
<p id="claim"></p>
<p id="verdict"></p>
<div id="play">
<svg id="stage" role="img" aria-labelledby="sentence"></svg>
<ul id="beside" aria-label="Notes beside the picture"></ul>
<p id="sentence" aria-live="polite"></p>
<div class="controls" role="group" aria-label="Steps">
<button type="button" id="first" aria-label="To the start">${icon("M4 3v10M13 3L6 8l7 5z")}</button>
<button type="button" id="back" aria-label="One step back">${icon("M12 3L5 8l7 5z")}</button>
<button type="button" id="run" aria-label="Play">${icon("M5 3l8 5-8 5z", "play-icon")}${icon("M5 3v10M11 3v10", "pause-icon")}</button>
<button type="button" id="step" aria-label="One step forward">${icon("M4 3l7 5-7 5zM13 3v10")}</button>
<output id="place"></output>
</div>
<ol id="steps" start="0" aria-label="All steps"></ol>
<p id="round" hidden></p>
</div>
</dialog>`;
