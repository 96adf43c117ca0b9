// Started by a test in a folder of 64 KiB: saves something that fits, then something that does not, then something that fits again.
import { readdirSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { Problem } from "../../../src/cli/problem.ts";
import { loadSearch } from "../../../src/cli/saved-search/load-search.ts";
import { saveSearch } from "../../../src/cli/saved-search/save-search.ts";
import { checkpointOfLevel, IDENTITY, plain } from "./saves.ts";

const [folder = ""] = process.argv.slice(2);
const loaded = () => plain(loadSearch(folder, { version: IDENTITY.version }).checkpoint);
const isSaveOf = (level: number, bytes: number) =>
  isDeepStrictEqual(loaded(), plain(checkpointOfLevel(level, bytes)));

saveSearch(folder, IDENTITY, checkpointOfLevel(1, 20_000));
try {
  saveSearch(folder, IDENTITY, checkpointOfLevel(2, 60_000));
  throw new Error("it had room");
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  const { message, hint, exitCode } = error;
  const files = readdirSync(folder);
  const isIntact = isSaveOf(1, 20_000);
  saveSearch(folder, IDENTITY, checkpointOfLevel(2, 30_000));
  const goesOn = isSaveOf(2, 30_000);
  process.stdout.write(JSON.stringify({ message, hint, exitCode, files, isIntact, goesOn }));
}
