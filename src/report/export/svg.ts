import type { Box, Picture, Scene, Token } from "../../model/picture.ts";
import { escaped } from "../page/html.ts";
import type { BackEdge } from "./steps.ts";

/** The space around a scene, and for its sentence. */
const MARGIN = 16;
const SENTENCE_HEIGHT = 28;
const DISC_RADIUS = 15;
const LABEL_STEP = 17;
/** Approximate width of a letter. */
const LETTER_WIDTH = 7.5;
/** The hues with which the page colours namespaces. */
const HUES = [210, 30, 130, 330, 55, 270, 175, 0];
const LEVELS = ["#f6f4f0", "#eef2f7", "#e4ecf5", "#d9e5f2"];

/**
 * The scenes of a history, one below the other, as an image.
 *
 * @param back the loop's edge back, drawn as an arrow beside the scenes; missing if there is no loop
 */
export function toSvg(scenes: readonly Scene[], back?: BackEdge): string {
  const shapes: string[] = [];
  const tops: number[] = [];
  let [width, y] = [0, MARGIN];
  scenes.forEach(({ sentence, refused, picture }, index) => {
    tops.push(y);
    const line = index === 0 ? sentence : `${index}. ${sentence}`;
    const colour = refused === "" ? "#23272e" : "#b3372f";
    shapes.push(`<text x="${MARGIN}" y="${y + 14}" fill="${colour}">${escaped(line)}</text>`);
    shapes.push(
      `<g transform="translate(${MARGIN} ${y + SENTENCE_HEIGHT})">`,
      ...pictureShapes(picture),
      "</g>",
    );
    width = Math.max(width, picture.width, line.length * LETTER_WIDTH);
    y += SENTENCE_HEIGHT + picture.height + MARGIN;
  });
  if (back !== undefined) {
    shapes.push(...backShapes(tops[back.to] ?? MARGIN, y, back.words));
    width = Math.max(width, back.words.length * LETTER_WIDTH);
    y += SENTENCE_HEIGHT;
  }
  const [wide, high] = [Math.ceil(width + 2 * MARGIN), Math.ceil(y)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" font-family="sans-serif" font-size="14">`,
    `<rect width="${wide}" height="${high}" fill="#fbfaf8"/>`,
    ...shapes,
    "</svg>",
    "",
  ].join("\n");
}

/** A line from the last scene up to the picture where the loop begins. @param to the top of that scene @param from the bottom of the last one */
function backShapes(to: number, from: number, words: string): string[] {
  const [below, beside] = [from + 9, to + SENTENCE_HEIGHT + 12];
  return [
    `<path d="M${MARGIN - 2} ${below} H5 V${beside} H${MARGIN - 4}" fill="none" stroke="#2f6db5" stroke-dasharray="5 4"/>`,
    `<path d="M${MARGIN - 6} ${beside - 4} L${MARGIN - 1} ${beside} L${MARGIN - 6} ${beside + 4} Z" fill="#2f6db5"/>`,
    `<text x="${MARGIN}" y="${from + 14}" fill="#2f6db5">${escaped(words)}</text>`,
  ];
}

function pictureShapes({ boxes, tokens, beside, height }: Picture): string[] {
  const notes = beside.map(
    (note, index) => `<text x="${12 + index * 160}" y="${height - 6}" fill="#6b7280">${escaped(note)}</text>`,
  );
  return [...boxes.flatMap(boxShapes), ...tokens.flatMap(tokenShapes), ...notes];
}

function boxShapes({ x, y, width, height, title, note, level, isVacant, isTarget }: Box): string[] {
  const line = isTarget ? "#2f6db5" : "#b9b4aa";
  const dashes = isVacant ? ' stroke-dasharray="5 4"' : "";
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${LEVELS[level % LEVELS.length]}" stroke="${line}"${dashes}/>`,
    `<text x="${x + 12}" y="${y + 18}" font-weight="bold" font-size="13">${escaped(title)}</text>`,
    `<text x="${x + width - 12}" y="${y + 18}" text-anchor="end" font-size="12" fill="#6b7280">${escaped(note)}</text>`,
  ];
}

function tokenShapes({ x, y, text, sort, labels, isCaller, refused }: Token): string[] {
  const disc = sort === "task" ? "#2b3442" : "none";
  const ring = refused !== "" ? "#b3372f" : isCaller ? "#2f6db5" : "#2b3442";
  const ink = sort === "task" ? "#ffffff" : "#2b3442";
  const lines = labels.map((label) => ({ text: label.text, fill: colourOf(label.number) }));
  if (refused !== "") lines.push({ text: refused, fill: "#fbe7e3" });
  return [
    `<circle cx="${x}" cy="${y + DISC_RADIUS}" r="${DISC_RADIUS}" fill="${disc}" stroke="${ring}" stroke-width="${isCaller ? 3 : 1}"/>`,
    `<text x="${x}" y="${y + DISC_RADIUS + 5}" text-anchor="middle" fill="${ink}">${escaped(text)}</text>`,
    ...lines.flatMap((line, index) => {
      const top = y + 2 * DISC_RADIUS + 4 + index * LABEL_STEP;
      return [
        `<rect x="${x - 26}" y="${top}" width="52" height="15" rx="7.5" fill="${line.fill}"/>`,
        `<text x="${x}" y="${top + 11}" text-anchor="middle" font-size="11">${escaped(line.text)}</text>`,
      ];
    }),
  ];
}

const colourOf = (namespace: number): string => `hsl(${HUES[namespace % HUES.length]}, 62%, 80%)`;
