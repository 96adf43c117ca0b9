import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ownMounts } from "../cli/own-mounts.ts";
import {
  type Ended,
  killAll,
  run,
  type Started,
  start,
  startWorker,
  until,
  withoutTimes,
} from "./commands.ts";
import { TestServer, whyNoServer } from "./redis.ts";

const why = whyNoServer();

/** The part of the output that is the same wherever the worlds are. In memory, one is expanded and compared for all that differ only in names. */
const asAnywhere = (text: string): string =>
  withoutTimes(text).replace(/[\d,]+(?= other members of the orbits)/, "SOME");

/** A few thousand states up to symmetry, on levels that are large enough for workers. */
const CHECK = [
  "check",
  "nested",
  "--tasks",
  "3",
  "--containers",
  "4",
  "--kinds",
  "uts,net",
  "--names",
  "a,b",
];

describe.skipIf(why !== undefined)(`a search by workers (${why ?? "redis-server"})`, () => {
  let server: TestServer;
  const started: Started[] = [];
  let alone: Ended | undefined;
  const worker = async (): Promise<Started> => {
    const one = await startWorker(server.address);
    started.push(one);
    return one;
  };
  const lead = (words: readonly string[], folder?: string): Started => {
    const one = start([...words, "--cluster", server.address], folder);
    started.push(one);
    return one;
  };
  const isUnderWay = () =>
    server.ask(async (redis) => (await redis.keys("nsmodel:jobs-*:active")).length > 0);

  beforeEach(async () => {
    server = await TestServer.start();
    alone ??= await run(CHECK);
  });

  afterEach(async () => {
    killAll(started.splice(0));
    await server.end();
  });

  function expectAlike(together: Ended, expected: Ended | undefined = alone): void {
    expect(together.stderr).toBe("");
    expect(asAnywhere(together.stdout)).toBe(asAnywhere(expected?.stdout ?? ""));
    expect(together.code).toBe(expected?.code);
  }

  test("comes to the same, and leaves nothing", async () => {
    await Promise.all([worker(), worker()]);
    expectAlike(await lead(CHECK).ended);
    expect(alone?.stdout).toContain("worlds up to symmetry (all there are)");
    const left = await server.ask((redis) => redis.keys("nsmodel:*"));
    expect(left.filter((key) => !/:(?:events|id|meta|stalled-check)$|:worker:/.test(key))).toEqual([]);
  });

  test.each([
    [
      "without symmetry",
      [
        "check",
        "flat",
        "--tasks",
        "3",
        "--containers",
        "3",
        "--kinds",
        "uts",
        "--names",
        "a",
        "--no-symmetry",
      ],
    ],
    ["to a depth", [...CHECK, "--depth", "7"]],
    ["up to the first breach", [...CHECK, "--no-continue"]],
    [
      "where something is not symmetric",
      ["check", "flat-untracked", "--tasks", "3", "--containers", "3", "--kinds", "uts,net"],
    ],
    [
      "where a run that never ends breaks a promise",
      ["check", "walking-kill", "--tasks", "3", "--containers", "3", "--kinds", "uts,net", "--names", "a"],
    ],
  ])("%s", async (_, words) => {
    await worker();
    expectAlike(await lead(words).ended, await run(words));
  });

  test("with its worlds in a folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nsmodel-objects-"));
    await worker();
    const leader = lead([...CHECK, "--objects", folder]);
    await until(() => readdirSync(folder).length > 0);
    expectAlike(await leader.ended);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test.each(["in the server", "in a folder"])(
    "goes on where a leader was killed, with its worlds %s",
    async (where) => {
      const folder = mkdtempSync(join(tmpdir(), "nsmodel-objects-"));
      const words = where === "in a folder" ? [...CHECK, "--objects", folder] : CHECK;
      await worker();
      const killed = lead(words);
      const namesIn = async (): Promise<readonly string[]> => {
        if (where === "in a folder") return readdirSync(folder, { recursive: true }).map(String);
        const [hash = ""] = await server.ask((redis) => redis.keys("nsmodel:objects:*"));
        return server.ask((redis) => redis.hkeys(hash));
      };
      await until(async () => (await namesIn()).some((name) => name.includes("/level-9/")));
      killed.process.kill("SIGKILL");
      await killed.ended;
      const { stderr, ...again } = await lead(words).ended;
      expect(stderr).toBe(
        "nsmodel: A leader of the same search was killed: this one continues where that one stopped.\n",
      );
      expectAlike({ ...again, stderr: "" });
      expect(await namesIn()).toEqual([]);
      const left = await server.ask((redis) => redis.keys("nsmodel:*"));
      expect(left.filter((key) => /:(?:claim|search|objects):/.test(key))).toEqual([]);
      rmSync(folder, { recursive: true });
    },
  );

  test("two lead the same search at the same time", async () => {
    await worker();
    const leaders = [lead(CHECK), lead(CHECK)];
    for (const { ended } of leaders) expectAlike(await ended);
  });

  test("a claim that never ends, and is of nobody, holds no leader up", async () => {
    await worker();
    const killed = lead(CHECK);
    const claims = () => server.ask((redis) => redis.keys("nsmodel:claim:*"));
    await until(async () => (await claims()).length > 0);
    killed.process.kill("SIGKILL");
    await killed.ended;
    const [claim = ""] = await claims();
    await server.ask((redis) => redis.set(claim, "of nobody"));
    expectAlike(await lead(CHECK).ended);
    expect(await claims()).toEqual([claim]);
  });

  test("tells what stands in the server in the place of something else", async () => {
    const killed = lead(CHECK);
    const searches = () => server.ask((redis) => redis.keys("nsmodel:search:*"));
    await until(async () => (await searches()).length > 0);
    killed.process.kill("SIGKILL");
    await killed.ended;
    const [search = ""] = await searches();
    await server.ask(async (redis) => {
      await redis.unlink(search);
      await redis.lpush(search, "");
    });
    const { stdout, stderr, code } = await lead(CHECK).ended;
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^nsmodel: The server at \S+ rejected a command: WRONGTYPE .*\.\n/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(3);
  });

  test("ends where its worlds cannot be kept in the folder", async () => {
    const leader = lead([...CHECK, "--objects", "package.json"]);
    const { stderr, code } = await leader.ended;
    expect(stderr).toBe("nsmodel: Cannot store what the search finds in package.json: it is not a folder.\n");
    expect(code).toBe(3);
  });

  test("while workers are killed every second", async () => {
    await Promise.all([worker(), worker()]);
    const leader = lead(CHECK);
    let isDone = false;
    const ended = leader.ended.finally(() => {
      isDone = true;
    });
    for (let kills = 0; kills < 4 && !isDone; kills++) {
      await setTimeout(1000);
      started
        .find(({ process }, place) => place !== 2 && process.signalCode === null)
        ?.process.kill("SIGKILL");
      await worker();
    }
    expectAlike(await ended);
  });

  test("while the server is killed, and started again with its append-only file", async () => {
    await worker();
    const leader = lead(CHECK);
    await until(isUnderWay);
    await server.kill();
    await setTimeout(500);
    await server.startAgain();
    expectAlike(await leader.ended);
  });

  test("ends where the server has forgotten all", async () => {
    await worker();
    const leader = lead(CHECK);
    await until(isUnderWay);
    await server.ask((redis) => redis.flushall());
    const { stderr, code } = await leader.ended;
    expect(stderr).toMatch(/^nsmodel: The search cannot continue: .* is damaged: it is missing\.\n/);
    expect(code).toBe(3);
  });

  test("ends where the server's memory is full", async () => {
    await worker();
    const leader = lead(CHECK);
    await until(isUnderWay);
    await server.ask((redis) => redis.config("SET", "maxmemory", "1"));
    const { stderr, code } = await leader.ended;
    expect(stderr).toMatch(
      /^nsmodel: The memory of the server at \S+ is full: it has reached its maxmemory\.\n/,
    );
    expect(code).toBe(3);
  });

  test("ends where the server's disk is really full", async ({ skip }) => {
    const mounts = ownMounts();
    if ("why" in mounts) {
      process.stderr.write(`not tested on a disk that is really full: ${mounts.why}\n`);
      skip();
      return;
    }
    const small = await TestServer.start(undefined, { kilobytes: 200, mounting: mounts.command });
    started.push(await startWorker(small.address));
    const leader = start([...CHECK, "--cluster", small.address]);
    started.push(leader);
    const { stdout, stderr, code } = await leader.ended;
    await small.end();
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /^nsmodel: The server at \S+ cannot write to its disk and accepts no more writes: .*No space left on device\.\nMake room on its disk\. /,
    );
    expect(code).toBe(3);
  });

  test("ends with what was found where the user interrupts", async () => {
    await worker();
    const leader = lead(CHECK);
    await until(isUnderWay);
    leader.process.kill("SIGINT");
    const { stdout, code } = await leader.ended;
    expect(stdout).toContain("it was interrupted");
    expect([1, 4]).toContain(code);
  });

  test("tells where a design of one's own fails", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nsmodel-own-"));
    writeFileSync(
      join(folder, "deep.ts"),
      'import { nested } from "nsmodel";\nexport default {\n  ...nested,\n  name: "deep",\n  apply(...call: Parameters<typeof nested.apply>) {\n' +
        '    const [world] = call;\n    if (world.containers.filter(Boolean).length > 3) throw new Error("too deep");\n    return nested.apply(...call);\n  },\n};\n',
    );
    const words = ["check", "./deep.ts", ...CHECK.slice(2)];
    await worker();
    const expected = await run(words, folder);
    const together = await lead(words, folder).ended;
    expect(together.stderr).toBe(expected.stderr);
    expect(together.code).toBe(expected.code);
    expect(expected.stderr).toContain("too deep");
    rmSync(folder, { recursive: true });
  });
});
