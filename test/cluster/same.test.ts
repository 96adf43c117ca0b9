import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { killAll, run, type Started, startWorker, withoutTimes } from "./commands.ts";
import { TestServer, whyNoServer } from "./redis.ts";

const why = whyNoServer();

describe.skipIf(why !== undefined)(`with workers it is the same (${why ?? "redis-server"})`, () => {
  let server: TestServer;
  const workers: Started[] = [];
  const folder = mkdtempSync(join(tmpdir(), "nsmodel-cluster-"));

  beforeAll(async () => {
    server = await TestServer.start();
    workers.push(...(await Promise.all([startWorker(server.address), startWorker(server.address)])));
  });

  afterAll(async () => {
    killAll(workers);
    await server.end();
    rmSync(folder, { recursive: true });
  });

  async function expectSame(words: readonly string[], where?: string): Promise<string> {
    const alone = await run(words, where);
    const together = await run([...words, "--cluster", server.address], where);
    expect(together.stderr).toBe(alone.stderr);
    expect(withoutTimes(together.stdout)).toBe(withoutTimes(alone.stdout));
    expect(together.code).toBe(alone.code);
    return together.stdout;
  }

  const SMALL = ["--tasks", "2", "--containers", "2", "--kinds", "uts"];

  test("a matrix", async () => {
    const table = await expectSame(["matrix", "nested", "flat", "pinned", ...SMALL, "--names", "a"]);
    expect(table).toContain("pinned");
  });

  test("a matrix by kinds of namespace, as JSON", () =>
    expectSame(["matrix", "linux", "--json", "--depth", "2", "--property", "pid-pending-names-a-child"]));

  test("random runs, whatever they break", async () => {
    const said = await expectSame(["simulate", "flat", "--runs", "25", "--length", "20", "--seed", "7"]);
    expect(said).toContain("always-enterable: broken in 2 steps");
  });

  test("a corpus, with a log", async () => {
    const [here, there] = [join(folder, "here.log"), join(folder, "there.log")];
    await run(["test", "test/histories", "--log", here]);
    await expectSame(["test", "test/histories"]);
    await run(["test", "test/histories", "--log", there, "--cluster", server.address]);
    expect(readFileSync(there, "utf8")).toBe(readFileSync(here, "utf8"));
  });

  test("a corpus with a file that cannot be read, and one that differs", async () => {
    writeFileSync(join(folder, "torn.jsonl"), '{"nsmodel":1');
    await expectSame(["test", folder, join(folder, "none.jsonl")]);
    await expectSame(["test", folder, "test/histories"]);
  });

  describe("a design of one's own", () => {
    beforeAll(() => {
      writeFileSync(join(folder, "rules.ts"), 'export const NAME: string = "mine";\n');
      writeFileSync(
        join(folder, "mine.ts"),
        'import { flat } from "nsmodel";\nimport { NAME } from "./rules.ts";\nexport default { ...flat, name: NAME };\n',
      );
      // It fails on a worker, and not where its laws are checked: a job does not run in the main thread.
      writeFileSync(
        join(folder, "bad.ts"),
        'import { isMainThread } from "node:worker_threads";\nimport { flat } from "nsmodel";\nexport default {\n  ...flat,\n  name: "bad",\n' +
          '  apply(...call: Parameters<typeof flat.apply>) {\n    if (!isMainThread) throw new Error("out of order");\n    return flat.apply(...call);\n  },\n};\n',
      );
    });

    test("travels, with what it imports", () =>
      expectSame(["matrix", "./mine.ts", "flat", ...SMALL, "--no-cost"], folder));

    test("is told by its place where it fails", async () => {
      const words = ["simulate", "./bad.ts", "--runs", "2", "--cluster", server.address];
      const { stderr, code } = await run(words, folder);
      expect(stderr).toMatch(/^nsmodel: bad\.ts:7:\d+: out of order\n/);
      expect(code).toBe(2);
    });
  });

  test("nothing is left in the server but what is documented", async () => {
    // A leader that fails does not wait for its other jobs that are running: their workers finish and remove them.
    const [keys, kept] = await vi.waitFor(
      async () => {
        const there = await server.ask((redis) => redis.keys("*"));
        const lasting = there.filter((key) => !/^nsmodel:(worker|sources|answer):/.test(key)).toSorted();
        const queue = lasting[0]?.split(":").slice(0, 2).join(":");
        expect(lasting).toEqual(["events", "id", "meta", "stalled-check"].map((name) => `${queue}:${name}`));
        return [there, lasting] as const;
      },
      { timeout: 20_000, interval: 100 },
    );
    const lasting = await server.ask((redis) =>
      Promise.all(keys.filter((key) => !kept.includes(key)).map((key) => redis.ttl(key))),
    );
    for (const seconds of lasting) expect(seconds).toBeGreaterThan(0);
  });
});
