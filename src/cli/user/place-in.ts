import { relative, resolve } from "node:path";
import { filesOfErrors } from "./loaded-files.ts";

/**
 * Where in the user's files an error arose: the innermost place on its stack.
 *
 * @returns `my-design.ts:12:5`, relative to the current folder; `undefined` if the error arose elsewhere
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
