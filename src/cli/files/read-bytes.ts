import { constants, createReadStream, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import { Socket } from "node:net";
import { addAbortSignal, type Readable } from "node:stream";
import { printable } from "../../text/printable.ts";
import { mayBeNoUtf8, NO_UTF8 } from "../../text/utf8.ts";
import { Problem } from "../problem.ts";

/** Upper bound on the size of a file, in bytes, so that the memory of an ordinary machine is enough. */
const LARGEST_FILE = 2 ** 30;

/** How the user names standard input. */
export const STANDARD_INPUT = "-";

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder, not a file",
  EACCES: "permission denied",
  ENOTDIR: "part of this path is a file, not a folder",
  ELOOP: "the symbolic links of this path form a loop",
  ENAMETOOLONG: "this path is too long",
};

/**
 * The bytes of a file.
 *
 * @param file its path, or `-` for standard input
 * @param asked ends the wait for a pipe that nobody writes to
 * @throws {Problem} if it cannot be read, with a message that does not name it
 */
export async function readBytes(file: string, asked?: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = await streamOf(file);
    if (asked !== undefined) addAbortSignal(asked, stream);
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > LARGEST_FILE) throw new Problem(`this file has more than ${LARGEST_FILE} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(inWords(error, file));
  }
  return Buffer.concat(chunks, size);
}

/** Like `readBytes`. @throws {Problem} if it cannot be read, with a message that names it */
export async function readNamedBytes(file: string, asked?: AbortSignal): Promise<Uint8Array> {
  return readBytes(file, asked).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(`${printable(file)}: ${error.message}.`, error.hint);
  });
}

async function streamOf(file: string): Promise<Readable> {
  if (file === STANDARD_INPUT) return process.stdin;
  const isPipe = (await stat(file)).isFIFO();
  return isPipe ? pipeAt(file) : createReadStream(file);
}

/** Opened in the ordinary way, a pipe without a writer blocks a thread of Node, which then neither goes on nor ends. */
function pipeAt(path: string): Readable {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

function inWords(error: unknown, file: string): string {
  if (!(error instanceof Error)) return "this file cannot be read";
  // Errors of the system carry the errno's name as their code.
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" && mayBeNoUtf8(file)) return NO_UTF8;
  return WORDS[code] ?? `this file cannot be read (${error.message})`;
}
