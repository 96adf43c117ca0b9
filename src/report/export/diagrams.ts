import type { RecordedHistory } from "../../history/read-history.ts";
import type { Domain } from "../../model/model.ts";
import { plain } from "../../text/paint.ts";
import { backEdgeOf, type ExportedStep, stepsOf } from "./steps.ts";

/**
 * A history as a Mermaid flowchart: a world after the other, with what led there, and from the last one where it has a loop a dotted arrow back.
 *
 * @throws {NotAsRecorded} where the file says something else than the design
 */
export function toMermaid(history: RecordedHistory): string {
  const lines = ["flowchart TD"];
  const steps = [...stepsOf(history)];
  steps.forEach((step, index) => {
    if (step.told !== undefined)
      lines.push(`  w${index - 1} -->|"${mermaidText(step.told.sentence)}"| w${index}`);
    const picture = pictureOf(history.model.domain, step).replaceAll(/ +$/gm, "");
    lines.push(`  w${index}["${mermaidText(picture).replaceAll(" ", NO_BREAK)}"]`);
  });
  const back = backEdgeOf(steps);
  if (back !== undefined) lines.push(`  w${back.from} -.->|"${mermaidText(back.words)}"| w${back.to}`);
  lines.push("  classDef default text-align:left,font-family:monospace");
  return `${lines.join("\n")}\n`;
}

/** A blank that HTML keeps. As a character it is one of the 50,000 that GitHub draws, by its number six. */
const NO_BREAK = "\u{a0}";

/** Lines are kept; what has a meaning in Mermaid or HTML, also inside quotes, is written by its number. */
const mermaidText = (text: string): string =>
  text
    .replaceAll(/[^\p{L}\p{N}\p{Zs}\n.,:/_()'─│├└-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replaceAll("\n", "<br>");

/**
 * A history as a graph of Graphviz: a world after the other, with what led there, and from the last one where it has a loop a dashed edge back.
 *
 * @throws {NotAsRecorded} where the file says something else than the design
 */
export function toGraphviz(history: RecordedHistory): string {
  const lines = [
    "digraph history {",
    '  node [shape=box fontname="monospace"];',
    '  edge [fontname="sans-serif"];',
  ];
  const steps = [...stepsOf(history)];
  steps.forEach((step, index) => {
    // \l begins the next line at the left.
    lines.push(`  w${index} [label=${graphvizText(`${pictureOf(history.model.domain, step)}\n`, "\\l")}];`);
    if (step.told !== undefined)
      lines.push(`  w${index - 1} -> w${index} [label=${graphvizText(step.told.sentence, "\\n")}];`);
  });
  const back = backEdgeOf(steps);
  if (back !== undefined)
    lines.push(`  w${back.from} -> w${back.to} [label=${graphvizText(back.words, "\\n")} style=dashed];`);
  return `${[...lines, "}"].join("\n")}\n`;
}

/** A text in quotes, with an escape in place of the end of each line. Graphviz reads the entities of HTML in it. */
export const graphvizText = (text: string, lineEnd: "\\l" | "\\n"): string =>
  `"${text.replaceAll("&", "&amp;").replaceAll(/["\\]/g, "\\$&").replaceAll("\n", lineEnd)}"`;

const pictureOf = (domain: Domain, { world }: ExportedStep): string =>
  domain.words.picture(world, plain).trimEnd();
