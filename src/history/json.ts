import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
} from "jsonc-parser";
import { quote } from "../text/quote.ts";
import { Flaw } from "./flaw.ts";
import { explain } from "./json-errors.ts";

const BYTE_ORDER_MARK = "\ufeff";
/** The format needs four levels. The limit keeps a line of brackets from overflowing the stack. */
const DEEPEST = 100;

/**
 * The value of a line of JSON.
 *
 * @throws {Flaw} if it is not JSON, begins with a byte order mark, is nested too deeply, or has something whose meaning JSON leaves open: a repeated key, a string
 *   with half a character (a lone surrogate), -0, a number with a fraction or an exponent that JSON.stringify would write differently (`1.0`)
 */
export function parseJson(line: string): unknown {
  if (line.startsWith(BYTE_ORDER_MARK)) throw new Flaw("a byte order mark: use UTF-8 without one");
  refuseDepth(line);
  const plain = parsePlain(line);
  return plain === undefined ? parseCarefully(line) : plain.value;
}

/**
 * Locates a value in a line of JSON, or if it is missing, the nearest value around it.
 *
 * @param path the keys and indexes that lead to the value
 * @param what whether to locate the value itself or its key
 * @returns the text of the line before it
 */
export function textBefore(line: string, path: JSONPath, what: "value" | "key"): string {
  const root = parseTree(line);
  if (root === undefined) return "";
  const node = findNodeAtLocation(root, path);
  if (node === undefined) return textBefore(line, path.slice(0, -1), "value");
  const key = node.parent?.type === "property" ? node.parent : undefined;
  return line.slice(0, (what === "key" ? (key ?? node) : node).offset);
}

/**
 * Nearly every line is written as JSON.stringify would write it, except for blanks. Then JSON.parse has lost nothing: a
 * repeated key would be missing, and a number written differently would look different. This is several times
 * faster than a parser that records positions.
 *
 * @returns the value, or `undefined` if the line must be parsed carefully
 */
function parsePlain(line: string): { readonly value: unknown } | undefined {
  if (line.includes("\\ud")) return undefined; // how JSON.stringify writes a lone surrogate
  try {
    const value: unknown = JSON.parse(line);
    return isSameButForBlanks(JSON.stringify(value), line) ? { value } : undefined;
  } catch {
    return undefined; // the careful parser says what is wrong, and where
  }
}

/** Blanks within strings may be ignored too, as JSON.parse and JSON.stringify keep them. */
function isSameButForBlanks(one: string, other: string): boolean {
  return one === other || one.replace(BLANKS, "") === other.replace(BLANKS, "");
}

const BLANKS = /[ \t]+/g;

function parseCarefully(line: string): unknown {
  const errors: ParseError[] = [];
  const root = parseTree(line, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first !== undefined) throw explain(line, first);
  if (root === undefined) throw new Flaw("this is not JSON: the line has no value");
  refuseAmbiguity(line, root);
  return getNodeValue(root);
}

function refuseAmbiguity(line: string, node: Node): void {
  const ambiguity = ambiguityOf(line, node);
  if (ambiguity !== undefined) throw new Flaw(ambiguity, line.slice(0, node.offset));
  if (node.type === "object") refuseRepeatedKeys(line, node);
  for (const child of node.children ?? []) refuseAmbiguity(line, child);
}

function ambiguityOf(line: string, node: Node): string | undefined {
  const written = line.slice(node.offset, node.offset + node.length);
  if (node.type === "number" && !/^-?\d+$/.test(written))
    return "write this number without a fraction or an exponent";
  if (written === "-0") return "write 0 without a sign";
  if (node.type === "string" && !String(node.value).isWellFormed())
    return "this string has half a character (a lone surrogate)";
  return undefined;
}

/**
 * Refuses JSON in which an object has a key twice, of which `JSON.parse` takes the last. Its depth must have been checked (`refuseDepth`).
 *
 * @param value the result of `JSON.parse`
 * @throws {Flaw} that names the key
 */
export function refuseKeysTwice(text: string, value: unknown): void {
  const bare = (json: string): string => json.replace(/\s+/g, "");
  if (bare(text) === bare(JSON.stringify(value))) return;
  const nodes = [parseTree(text)];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.type === "object") refuseRepeatedKeys(text, node);
    for (const child of node.children ?? []) nodes.push(child);
  }
}

function refuseRepeatedKeys(line: string, object: Node): void {
  const keys = new Set<string>();
  for (const property of object.children ?? []) {
    const key = String(property.children?.[0]?.value);
    if (keys.has(key)) throw new Flaw(`the key ${quote(key)} occurs twice`, line.slice(0, property.offset));
    keys.add(key);
  }
}

/** The parser is recursive, so the depth is checked first. */
export function refuseDepth(line: string): void {
  if (countOpening(line) <= DEEPEST) return;
  const scanner = createScanner(line);
  for (let depth = 0; scanner.getPosition() < line.length; ) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const first = line.charCodeAt(offset);
    if (isOpening(first)) depth++;
    if (isClosing(first)) depth--;
    if (depth > DEEPEST)
      throw new Flaw(`lists and objects are nested more than ${DEEPEST} deep`, line.slice(0, offset));
  }
}

/** Counts those within strings too: it is only a quick upper bound. */
function countOpening(line: string): number {
  let count = 0;
  for (let index = 0; index < line.length; index++) if (isOpening(line.charCodeAt(index))) count++;
  return count;
}

const isOpening = (code: number): boolean => code === 0x5b || code === 0x7b; // [ {
const isClosing = (code: number): boolean => code === 0x5d || code === 0x7d; // ] }
