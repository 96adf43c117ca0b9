// Started by a test, to be killed: searches, and saves so often that it does little else.
import { saveSearch } from "../../../src/cli/saved-search/save-search.ts";
import { KILLED } from "./searches.ts";

const SAVES_OF_A_LEVEL = 5;
const [folder = ""] = process.argv.slice(2);

KILLED.run({
  save: (checkpoint) => {
    for (let saves = 0; saves < SAVES_OF_A_LEVEL; saves++) saveSearch(folder, KILLED.identity, checkpoint);
  },
});
// If the search ends before the test kills it, it waits for the kill or for the end of the test.
process.stdin.resume();
