import { relative } from "node:path";

/**
 * Where in some files an error came up: the innermost place on its stack.
 *
 * @param files whole paths
 * @returns `my-design.ts:12:5`, seen from the current folder; nothing where the error came up elsewhere
 */
export function placeIn(files: readonly string[], error: unknown): string | undefined {
  const lines = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  for (const line of lines) {
    const file = files.find((one) => line.includes(`${one}:`) || line.includes(`${one}?`));
    const place = /:(?<line>\d+):(?<column>\d+)\)?$/.exec(line)?.groups;
    if (file !== undefined && place !== undefined)
      return `${relative("", file)}:${place["line"]}:${place["column"]}`;
  }
  return undefined;
}
