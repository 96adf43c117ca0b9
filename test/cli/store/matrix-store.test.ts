import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { nested } from "../../../models/nested.ts";
import { pinned } from "../../../models/pinned.ts";
import { propertiesOf } from "../../../src/catalogue.ts";
import { type AskedMatrix, searchMatrices } from "../../../src/cli/matrix-search.ts";
import { scopeFrom } from "../../../src/cli/scope-options.ts";
import { isOfKind } from "../../../src/engine/matrix-by-kind.ts";
import { CONTAINER_POINT_PROPERTIES } from "../../container-models.ts";
import { told } from "../../engine/stored/searched-in-store.ts";
import { NSMODEL } from "../command.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "matrix-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SCOPE = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 } as const;
const BY_DESIGN: AskedMatrix = {
  models: [nested, pinned],
  properties: CONTAINER_POINT_PROPERTIES,
  scope: SCOPE,
};
const BY_KIND: AskedMatrix = {
  byKind: linux,
  properties: propertiesOf(linux.domain, undefined)
    .filter(isOfKind)
    .filter(({ ofKind }) => ofKind.kind === "uts" && ofKind.question === "never-leaves"),
  scope: undefined,
};
const GIVEN = { workers: 1, cost: false, fair: undefined, depth: 4 };

/** The results of a matrix, without where its worlds were kept. */
async function matrix(asked: AskedMatrix, more: object) {
  const [found] = await searchMatrices([asked], { ...GIVEN, ...more });
  return found?.rows.map(({ title, verdicts, searches }) => ({
    title,
    verdicts,
    searches: searches.map(told),
  }));
}

test.each([
  ["designs", BY_DESIGN, ["of-nested", "of-pinned"]],
  ["kinds of namespace", BY_KIND, ["of-linux-uts"]],
] as const)(
  "with its worlds in folders a matrix by %s is the same, also when it goes on",
  async (_, asked, folders) => {
    const store = join(folder, "store");
    const expected = await matrix(asked, {});
    expect(await matrix(asked, { store, worlds: 2 })).not.toEqual(expected);
    expect(await matrix(asked, { store })).toEqual(expected);
    expect(await matrix(asked, { store })).toEqual(expected);
    expect(readdirSync(store)).toEqual(folders);
  },
);

test("another one is refused", async () => {
  await matrix(BY_DESIGN, { store: folder });
  await expect(matrix(BY_DESIGN, { store: folder, depth: undefined })).rejects.toThrow(
    `${join(folder, "of-nested")} holds a different search: it has a depth of 4, not no bound on depth.`,
  );
});

test("killed by SIGKILL, it goes on", async () => {
  const bounds = [
    "--tasks",
    "2",
    "--containers",
    "3",
    "--kinds",
    "uts",
    "--names",
    "a",
    "--images",
    "0",
    "--depth",
    "4",
  ];
  const properties = CONTAINER_POINT_PROPERTIES.map(({ name }) => name);
  const words = [
    "matrix",
    "nested",
    "pinned",
    ...bounds,
    "--property",
    ...properties,
    "--no-cost",
    "--store",
    folder,
  ];
  const killed = spawn(process.execPath, [NSMODEL, ...words], { stdio: "ignore" });
  const gone = once(killed, "exit");
  while (!existsSync(join(folder, "of-nested/one-by-one/level-2"))) await setTimeout(5);
  killed.kill("SIGKILL");
  await gone;
  // The scope as the command reads it.
  const scope = scopeFrom(
    { ...SCOPE, kinds: [...SCOPE.kinds], names: [...SCOPE.names] },
    nested.domain,
    "matrix",
    [nested],
  );
  const asked = { ...BY_DESIGN, scope };
  expect(await matrix(asked, { store: folder })).toEqual(await matrix(asked, {}));
});
