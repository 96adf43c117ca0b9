import type { RecordedHistory } from "../../history/read-history.ts";
import type { Domain } from "../../model/model.ts";
import { plain } from "../../text/paint.ts";
import { backEdgeOf, type ExportedStep, stepsOf } from "./steps.ts";

/**
 * A history as a Mermaid flowchart: one world after another, joined by the events, and, if it has a loop, a dotted arrow back from the last world.
 *
 * @throws {DisagreesWithDesign} if the file disagrees with the design
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

/** A space that HTML keeps. As a character it counts as one of the 50,000 that GitHub accepts in a diagram; written by number it would be five. */
const NO_BREAK = "\u{a0}";

/** Keeps line breaks; characters with a meaning in Mermaid or HTML, even inside quotes, are written by number. */
const mermaidText = (text: string): string =>
  text
    .replaceAll(/[^\p{L}\p{N}\p{Zs}\n.,:/_()'─│├└-]/gu, (character) => `#${character.codePointAt(0)};`)
    .replaceAll("\n", "<br>");

/**
 * A history as a Graphviz graph: one world after another, joined by the events, and, if it has a loop, a dashed edge back from the last world.
 *
 * @throws {DisagreesWithDesign} if the file disagrees with the design
 */
export function toGraphviz(history: RecordedHistory): string {
  const lines = [
    "digraph history {",
    '  node [shape=box fontname="monospace"];',
    '  edge [fontname="sans-serif"];',
  ];
  const steps = [...stepsOf(history)];
  steps.forEach((step, index) => {
    // \l ends a line and aligns it to the left.
    lines.push(`  w${index} [label=${graphvizText(`${pictureOf(history.model.domain, step)}\n`, "\\l")}];`);
    if (step.told !== undefined)
      lines.push(`  w${index - 1} -> w${index} [label=${graphvizText(step.told.sentence, "\\n")}];`);
  });
  const back = backEdgeOf(steps);
  if (back !== undefined)
    lines.push(`  w${back.from} -> w${back.to} [label=${graphvizText(back.words, "\\n")} style=dashed];`);
  return `${[...lines, "}"].join("\n")}\n`;
}

/** A quoted text, with an escape in place of each line break. Graphviz interprets HTML entities in it. */
export const graphvizText = (text: string, lineEnd: "\\l" | "\\n"): string =>
  `"${text.replaceAll("&", "&amp;").replaceAll(/["\\]/g, "\\$&").replaceAll("\n", lineEnd)}"`;

const pictureOf = (domain: Domain, { world }: ExportedStep): string =>
  domain.words.picture(world, plain).trimEnd();
