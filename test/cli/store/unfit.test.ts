import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runToEnd } from "../../../src/api/run.ts";
import { planSearch } from "../../../src/cli/planned-search.ts";
import { searchInFolder } from "../../../src/cli/store/search-in-folder.ts";
import { search } from "../../../src/engine/search.ts";

const ASKED = {
  model: "nested",
  tasks: 4,
  containers: 4,
  kinds: ["uts", "net", "ipc", "mnt"],
  names: ["a"],
  property: ["never-leaves"],
  workers: 1,
  continue: true,
};

test("a scope whose worlds do not fit into the memory that they may take ends with its count", async () => {
  const parent = mkdtempSync(join(tmpdir(), "unfit-"));
  const store = join(parent, "store");
  const { model, properties, scope, options } = await planSearch({ ...ASKED, store });
  const how = { ...options, memory: 2 ** 22 };
  const unfit = search(model, properties, scope, how);
  expect(unfit.complete).toBe(false);
  expect(unfit.verdicts[0]?.why).toContain("the worlds exceed the limit of 4 MiB");
  const stored = await runToEnd(searchInFolder(store, model, properties, scope, how), {});
  // The count of a search in memory that may take 6 MiB for its worlds.
  expect(stored).toMatchObject({ worlds: 433_521, complete: true, verdicts: [{ verdict: "holds" }] });
  rmSync(parent, { recursive: true });
});
