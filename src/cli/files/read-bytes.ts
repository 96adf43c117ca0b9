import { createReadStream } from "node:fs";
import { Problem } from "../problem.ts";

/** What a file may hold at most, so that the memory of an ordinary machine is enough. */
const LARGEST_FILE = 2 ** 30;

/** What the user calls standard input. */
export const STANDARD_INPUT = "-";

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder, not a file",
  EACCES: "this file may not be read",
  ENOTDIR: "part of this path is a file, not a folder",
  ELOOP: "the links of this path lead round in a circle",
  ENAMETOOLONG: "this path is too long",
};

/**
 * The bytes of a file.
 *
 * @param file its path, or `-` for standard input
 * @throws {Problem} where it cannot be read, with a message that does not name it
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of file === STANDARD_INPUT ? process.stdin : createReadStream(file)) {
      size += chunk.length;
      if (size > LARGEST_FILE) throw new Problem(`this file has more than ${LARGEST_FILE} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(inWords(error));
  }
  return Buffer.concat(chunks, size);
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return "this file cannot be read";
  // Errors of the system carry the errno's name as their code.
  const { code = "" } = error as NodeJS.ErrnoException;
  return WORDS[code] ?? `this file cannot be read (${error.message})`;
}
