import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { planSearch } from "../../src/cli/planned-search.ts";
import { search } from "../../src/engine/search.ts";

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "planned-"));
  folder = join(parent, "search");
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const HOW = { workers: 1, continue: true };
const ASKED = { ...HOW, model: "walking-kill", tasks: 2, containers: 2, property: ["killed-goes"] };

test.each(["save", "store"])(
  "--%s keeps what is taken for granted in runs, and refuses another",
  async (option) => {
    const fair = { exit: "weak", fork: "strong" } as const;
    const { model, properties, scope, options } = await planSearch({ ...ASKED, fair, [option]: folder });
    expect(options.fair).toEqual(fair);
    if (option === "save") search(model, properties, scope, { ...options, depth: 1 });
    const resumed = async (more: object) =>
      (await planSearch({ ...HOW, resume: folder, ...more })).options.fair;
    expect(await resumed({})).toEqual(fair);
    expect(await resumed({ fair: { fork: "strong", exit: "weak" } })).toEqual(fair);
    await expect(resumed({ fair: { exit: "weak" } })).rejects.toThrow(
      "it has the fair calls exit=weak, fork=strong, not the fair calls exit=weak.",
    );
  },
);

test("a call that the design does not have is refused", async () => {
  await expect(planSearch({ ...ASKED, fair: { exti: "weak" } })).rejects.toThrow(
    "--fair names the call exti, which walking-kill does not have.",
  );
});
