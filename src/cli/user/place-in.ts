import { relative, resolve } from "node:path";
import { filesOfErrors } from "./loaded-files.ts";

/**
 * Where in the files of the user an error came up: the innermost place on its stack.
 *
 * @returns `my-design.ts:12:5`, seen from the current folder; nothing where the error came up elsewhere
 */
export function placeIn(error: unknown): string | undefined {
  const files = filesOfErrors().map((file) => resolve(file));
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  for (const line of lines) {
    const file = files.find((one) => line.includes(`${one}:`) || line.includes(`${one}?`));
    const place = /:(?<line>\d+):(?<column>\d+)\)?$/.exec(line)?.groups;
    if (file !== undefined && place !== undefined)
      return `${relative("", file)}:${place["line"]}:${place["column"]}`;
  }
  return undefined;
}
