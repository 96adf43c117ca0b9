import { drawing } from "./element.js";

/** @import { Box, Picture, Token } from "../model/picture.ts" */

/** How many colours the style of the page has for namespaces. */
const NAMESPACE_COLOURS = 8;
const DISC_RADIUS = 15;
const LABEL_STEP = 17;

/**
 * Draws pictures of worlds. What has the same id in two consecutive pictures is moved, the rest appears and disappears: the style
 * of the page says how fast.
 */
export class Stage {
  /** @type {Map<string, SVGGElement>} */
  #shown = new Map();
  #boxes = drawing("g", "boxes");
  #tokens = drawing("g", "tokens");
  #svg;

  /** @param {SVGSVGElement} svg */
  constructor(svg) {
    this.#svg = svg;
  }

  /**
   * Clears the stage.
   *
   * @param {number} width that of the largest picture to come
   * @param {number} height
   */
  clear(width, height) {
    this.#shown.clear();
    this.#boxes.replaceChildren();
    this.#tokens.replaceChildren();
    this.#svg.replaceChildren(this.#boxes, this.#tokens);
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#svg.style.maxWidth = `${width * 1.5}px`;
  }

  /** @param {Picture} picture */
  show({ boxes, tokens }) {
    const here = new Set([...boxes, ...tokens].map(({ id }) => id));
    for (const [id, shape] of this.#shown) if (!here.has(id)) this.#leave(id, shape);
    this.#layOut(boxes, this.#boxes, newBox, fillBox);
    this.#layOut(tokens, this.#tokens, newToken, fillToken);
  }

  /**
   * Puts the shapes of things in order, so that a box lies on top of the one that contains it. From the last to the first: a new shape goes
   * before what follows it, and an existing one is not touched, as it may be moving.
   *
   * @template {{ id: string, x: number, y: number }} Thing
   * @param {readonly Thing[]} things
   * @param {SVGGElement} layer
   * @param {() => SVGGElement} make
   * @param {(shape: SVGGElement, thing: Thing) => void} fill
   */
  #layOut(things, layer, make, fill) {
    /** @type {SVGGElement | null} */
    let next = null;
    for (const thing of things.toReversed()) {
      next = this.#shape(thing, layer, make, next);
      fill(next, thing);
    }
  }

  /**
   * The shape of a thing, at its place.
   *
   * @param {{ id: string, x: number, y: number }} thing
   * @param {SVGGElement} layer
   * @param {() => SVGGElement} make
   * @param {SVGGElement | null} next the one before which a new shape goes
   */
  #shape({ id, x, y }, layer, make, next) {
    const known = this.#shown.get(id);
    const shape = known ?? make();
    shape.style.transform = `translate(${x}px, ${y}px)`;
    if (known === undefined) {
      shape.dataset["id"] = id;
      this.#shown.set(id, shape);
      layer.insertBefore(shape, next);
    }
    return shape;
  }

  /**
   * @param {string} id
   * @param {SVGGElement} shape
   */
  #leave(id, shape) {
    this.#shown.delete(id);
    shape.classList.add("leaving");
    const animations = shape.getAnimations();
    if (animations.length === 0) shape.remove();
    else void Promise.allSettled(animations.map(({ finished }) => finished)).then(() => shape.remove());
  }
}

/**
 * @param {string} text
 * @param {string} className
 * @param {number} x
 * @param {number} y
 */
function textAt(text, className, x, y) {
  const made = drawing("text", className);
  made.setAttribute("x", String(x));
  made.setAttribute("y", String(y));
  made.textContent = text;
  return made;
}

function newBox() {
  const shape = drawing("g", "box");
  const frame = drawing("rect", "frame");
  frame.setAttribute("rx", "10");
  shape.append(frame, textAt("", "title", 12, 18), textAt("", "note", 0, 18));
  return shape;
}

/**
 * @param {SVGGElement} shape
 * @param {Box} box
 */
function fillBox(shape, { width, height, title, note, level, isVacant, isTarget }) {
  shape.setAttribute("class", `box level-${level % 4}`);
  shape.classList.toggle("vacant", isVacant);
  shape.classList.toggle("target", isTarget);
  const [frame, name, right] = shape.children;
  frame?.setAttribute("width", String(width));
  frame?.setAttribute("height", String(height));
  if (frame instanceof SVGElement) Object.assign(frame.style, { width: `${width}px`, height: `${height}px` });
  if (name) name.textContent = title;
  if (right) right.textContent = note;
  right?.setAttribute("x", String(width - 12));
}

function newToken() {
  const shape = drawing("g", "token");
  const inner = drawing("g", "inner");
  shape.append(inner);
  return shape;
}

/**
 * @param {SVGGElement} shape
 * @param {Token} token
 */
function fillToken(shape, { text, sort, labels, isCaller, refused }) {
  shape.setAttribute("class", `token ${sort}`);
  shape.classList.toggle("caller", isCaller);
  shape.classList.toggle("refused", refused !== "");
  const disc = drawing("circle", "disc");
  disc.setAttribute("cy", String(DISC_RADIUS));
  disc.setAttribute("r", String(DISC_RADIUS));
  /** @type {SVGElement[]} */
  const parts = [disc, textAt(text, "number", 0, DISC_RADIUS + 5)];
  const lines = labels.map(({ text, number }) => ({
    text,
    className: `label namespace-${number % NAMESPACE_COLOURS}`,
  }));
  if (refused !== "") lines.push({ text: refused, className: "label errno" });
  for (const [index, line] of lines.entries())
    parts.push(...labelShapes(line, 2 * DISC_RADIUS + 4 + index * LABEL_STEP));
  shape.firstElementChild?.replaceChildren(...parts);
}

/**
 * @param {{ text: string, className: string }} line
 * @param {number} y
 */
function labelShapes({ text, className }, y) {
  const back = drawing("rect", className);
  for (const [name, value] of Object.entries({ x: -26, y, width: 52, height: 15, rx: 7.5 }))
    back.setAttribute(name, String(value));
  return [back, textAt(text, "label-text", 0, y + 11)];
}
