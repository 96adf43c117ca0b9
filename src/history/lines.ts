import { Flaw } from "./flaw.ts";

/** In bytes. A longer line is refused, because JSON of such a size could take more memory than there is. */
export const LONGEST_LINE = 2 ** 24;

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

// A byte order mark must be seen, not skipped: with `ignoreBOM` the decoder treats it as a character.
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The lines of a file without their ends (LF or CRLF), except for blank lines at the end of the file. The lines share
 * memory with the file.
 */
export function* linesOf(file: Uint8Array): Generator<Uint8Array> {
  const content = file.subarray(0, endOfContent(file));
  for (let start = 0; start < content.length; ) {
    const lineFeed = content.indexOf(LF, start);
    const next = lineFeed === -1 ? content.length : lineFeed;
    const end = lineFeed > start && content[lineFeed - 1] === CR ? lineFeed - 1 : next;
    yield content.subarray(start, end);
    start = next + 1;
  }
}

/** The offset after the last character that is neither a blank nor a line end. A CR that no LF follows is no line end. */
function endOfContent(file: Uint8Array): number {
  let end = file.length;
  for (;;) {
    const last = file[end - 1];
    if (last === LF) end -= file[end - 2] === CR ? 2 : 1;
    else if (last === SPACE || last === TAB) end--;
    else return end;
  }
}

/**
 * The text of a line.
 *
 * @throws {Flaw} if it is too long, is not UTF-8, is blank, or has a CR that is not part of its end
 */
export function decodeLine(line: Uint8Array): string {
  if (line.length > LONGEST_LINE)
    throw new Flaw(`the line has ${line.length} bytes, more than the ${LONGEST_LINE} that a line may have`);
  const text = decode(line);
  const carriageReturn = text.indexOf("\r");
  if (carriageReturn !== -1)
    throw new Flaw("a CR without an LF: lines end in LF or CRLF", text.slice(0, carriageReturn));
  if (isBlank(text)) throw new Flaw("a blank line: blank lines are only allowed at the end of the file");
  return text;
}

function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code !== SPACE && code !== TAB) return false;
  }
  return true;
}

function decode(line: Uint8Array): string {
  try {
    return strict.decode(line);
  } catch {
    // The decoder only says that some byte is wrong.
    const end = lengthOfValidStart(line);
    throw new Flaw(`this is not UTF-8${nameByte(line[end])}`, decodeStart(line, end));
  }
}

function nameByte(byte: number | undefined): string {
  return byte === undefined ? ", the line ends within a character" : `: byte 0x${byte.toString(16)}`;
}

/** The length in bytes of the longest valid UTF-8 at the start of a line. Binary search works, as every start of a valid start is valid. */
function lengthOfValidStart(line: Uint8Array): number {
  let valid = 0;
  let invalid = line.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isValidStart(line, middle)) valid = middle;
    else invalid = middle;
  }
  return valid;
}

function isValidStart(line: Uint8Array, length: number): boolean {
  try {
    decodeStart(line, length);
    return true;
  } catch {
    return false;
  }
}

/** The whole characters among the first bytes of a line. `stream` lets the last one be cut off. */
function decodeStart(line: Uint8Array, length: number): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return decoder.decode(line.subarray(0, length), { stream: true });
}
