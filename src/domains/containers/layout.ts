import type { Kind } from "../../model/kind.ts";
import type { Box, Label, Picture, Token } from "../../model/picture.ts";
import { quoted, shortened } from "../../text/printable.ts";
import type { Frame, FrameContainer } from "./frames.ts";
import type { Namespaces } from "./observation.ts";

const MARGIN = 2;
const PADDING = 12;
const TITLE_HEIGHT = 26;
const GAP = 12;
/** The space for a token: its disc, and a line for each kind of namespace below it. */
const DISC = 34;
const LABEL_HEIGHT = 17;
const TOKEN_WIDTH = 58;
const TOKENS_IN_A_LINE = 4;
/** About the width of a character of a title. */
const CHARACTER = 7.5;
const LONGEST_TITLE = 24;
const SMALLEST_WIDTH = 108;

type Unplaced = Omit<Token, "x" | "y">;

/** A container with what stands in it, measured from the inside out. */
interface Measured {
  readonly box: Omit<Box, "x" | "y" | "width" | "height">;
  readonly tokens: readonly Unplaced[];
  readonly children: readonly Measured[];
  readonly width: number;
  readonly height: number;
}

/** Draws the world of a frame: the containers as nested boxes, siblings from left to right. */
export function pictureOf(frame: Frame): Picture {
  const tops = frame.containers
    .filter(({ parent }) => parent === undefined)
    .map((top) => measure(frame, top, 0));
  const boxes: Box[] = [];
  const tokens: Token[] = [];
  let x = MARGIN;
  for (const top of tops) {
    place(top, x, MARGIN, boxes, tokens);
    x += top.width + GAP;
  }
  return {
    boxes,
    tokens,
    beside: frame.images.map((name) => `image: ${shortened(quoted(name), LONGEST_TITLE)}`),
    width: Math.ceil(x - GAP + MARGIN),
    height: Math.ceil(Math.max(...tops.map(({ height }) => height)) + 2 * MARGIN),
  };
}

function measure(frame: Frame, container: FrameContainer, level: number): Measured {
  const box = boxOf(frame, container, level);
  const tokens = tokensIn(frame, container.id);
  const children = frame.containers
    .filter(({ parent }) => parent === container.id)
    .map((child) => measure(frame, child, level + 1));
  const widths = [
    SMALLEST_WIDTH,
    2 * PADDING + (box.title.length + box.note.length + 2) * CHARACTER,
    2 * PADDING + Math.min(tokens.length, TOKENS_IN_A_LINE) * TOKEN_WIDTH,
    2 * PADDING + sumOf(children.map(({ width }) => width)) + GAP * (children.length - 1),
  ];
  const below = children.length === 0 ? 0 : Math.max(...children.map(({ height }) => height)) + PADDING;
  const height = TITLE_HEIGHT + (linesHeight(tokens) + below || PADDING);
  return { box, tokens, children, width: Math.max(...widths), height };
}

function boxOf(
  frame: Frame,
  { id, name, number, nsproxies, own }: FrameContainer,
  level: number,
): Measured["box"] {
  const title = number === 1 && name === "" ? "/" : shortened(quoted(name), LONGEST_TITLE);
  const isVacant = nsproxies?.length === 0;
  return {
    id,
    title,
    note: [noteOf(nsproxies), own].filter((part) => part !== "").join("; "),
    level,
    isVacant,
    isTarget: frame.target === id,
  };
}

function noteOf(nsproxies: readonly number[] | undefined): string {
  if (nsproxies === undefined) return "";
  if (nsproxies.length === 0) return "no nsproxy";
  return `nsproxy ${nsproxies.join(", ")}`;
}

/** Tasks that sit in a container, tasks that are also in it, and namespaces that stand in it without a task. */
function tokensIn(frame: Frame, container: string): Unplaced[] {
  const own = frame.tasks.filter((task) => task.container === container);
  const guests = frame.tasks.filter(({ also }) => also.includes(container));
  const held = frame.held.filter((one) => one.container === container);
  const nobody = { isCaller: false, refused: "" };
  return [
    ...own.map(({ id, number, namespaces, own: ofDesign }) => ({
      id,
      text: String(number),
      sort: "task" as const,
      labels: [...labelsOf(namespaces), ...(ofDesign === "" ? [] : [{ text: ofDesign, number: 0 }])],
      isCaller: frame.caller === id,
      refused: frame.caller === id ? (frame.refused ?? "") : "",
    })),
    ...guests.map(({ id, number }) => ({
      id: `${id} in ${container}`,
      text: String(number),
      sort: "guest" as const,
      labels: [],
      ...nobody,
    })),
    ...held.map(({ id, namespaces }) => ({
      id,
      text: "",
      sort: "held" as const,
      labels: labelsOf(namespaces),
      ...nobody,
    })),
  ];
}

function labelsOf(namespaces: Namespaces): Label[] {
  // Object.entries forgets that the keys are kinds.
  const entries = Object.entries(namespaces) as [Kind, number][];
  return entries.map(([kind, number]) => ({ text: `${kind} ${number}`, number }));
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const linesOf = <T>(tokens: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(tokens.length / TOKENS_IN_A_LINE) }, (_, line) =>
    tokens.slice(line * TOKENS_IN_A_LINE, (line + 1) * TOKENS_IN_A_LINE),
  );

/** An errno stands below the labels of the task that it refused. */
const labelCount = ({ labels, refused }: Unplaced): number => labels.length + (refused === "" ? 0 : 1);

const lineHeight = (line: readonly Unplaced[]): number =>
  DISC + LABEL_HEIGHT * Math.max(...line.map(labelCount)) + GAP;

const linesHeight = (tokens: readonly Unplaced[]): number => sumOf(linesOf(tokens).map(lineHeight));

function place(measured: Measured, x: number, y: number, boxes: Box[], tokens: Token[]): void {
  const { box, width, height, children } = measured;
  boxes.push({ ...box, x, y, width, height });
  let top = y + TITLE_HEIGHT;
  for (const line of linesOf(measured.tokens)) {
    for (const [index, token] of line.entries()) {
      tokens.push({ ...token, x: x + PADDING + TOKEN_WIDTH * (index + 0.5), y: top });
    }
    top += lineHeight(line);
  }
  let left = x + PADDING;
  for (const child of children) {
    place(child, left, top, boxes, tokens);
    left += child.width + GAP;
  }
}
