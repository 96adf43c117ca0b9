import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pack } from "../../src/cli/cluster/job-outcome.ts";
import { killAll, run, type Started, start, startWorker, until, withoutTimes } from "./commands.ts";
import { TestServer, whyNoServer } from "./redis.ts";

const why = whyNoServer();

/** A few seconds of work, in several jobs. */
const WORK = ["matrix", "nested", "flat", "pinned", "handle", "--tasks", "3", "--containers", "3"];
const SIZE = ["--kinds", "uts", "--names", "a", "--no-cost"];

describe.skipIf(why !== undefined)(`what goes wrong beside the work (${why ?? "redis-server"})`, () => {
  let server: TestServer;
  const started: Started[] = [];
  const worker = async (...options: string[]): Promise<Started> => {
    const one = await startWorker(server.address, ...options);
    started.push(one);
    return one;
  };
  const lead = (...words: string[]): Started => {
    const one = start([...words, "--cluster", server.address]);
    started.push(one);
    return one;
  };
  const isUnderWay = () =>
    server.ask(async (redis) => {
      const [queue] = await redis.keys("nsmodel:jobs-*:active");
      return queue !== undefined;
    });
  let expected: string;

  beforeEach(async () => {
    server = await TestServer.start();
    expected ??= (await run([...WORK, ...SIZE])).stdout;
  });

  afterEach(async () => {
    killAll(started.splice(0));
    await server.end();
  });

  test("a design of one's own that the server has lost is sent again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nsmodel-lost-"));
    writeFileSync(
      join(folder, "mine.ts"),
      'import { flat } from "nsmodel";\nexport default { ...flat, name: "mine" };\n',
    );
    const leader = start(
      ["matrix", "./mine.ts", ...SIZE, "--tasks", "2", "--cluster", server.address],
      folder,
    );
    started.push(leader);
    const sources = () => server.ask((redis) => redis.keys("nsmodel:sources:*"));
    await until(async () => (await sources()).length > 0 && leader.said().includes("no worker yet"));
    await server.ask(async (redis) => redis.unlink(await sources()));
    await worker();
    const { stdout, code } = await leader.ended;
    expect(stdout).toContain("mine");
    expect(code).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test("a worker that did not find a design of one's own takes it when it is there again, and ends when it is asked to", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nsmodel-late-"));
    writeFileSync(
      join(folder, "mine.ts"),
      'import { flat } from "nsmodel";\nexport default { ...flat, name: "mine" };\n',
    );
    const words = ["simulate", "./mine.ts", "--runs", "3", "--seed", "1", "--cluster", server.address];
    const leads = (): Started => {
      const one = start(words, folder);
      started.push(one);
      return one;
    };
    const sources = () => server.ask((redis) => redis.keys("nsmodel:sources:*"));
    const killed = leads();
    await until(async () => (await sources()).length > 0 && killed.said().includes("no worker yet"));
    // No leader sends the design again, and the killed one counts as present for longer than the worker looks for it.
    killed.process.kill("SIGKILL");
    await killed.ended;
    await server.ask(async (redis) => {
      await redis.unlink(await sources());
      const [leader = ""] = await redis.keys("nsmodel:leader:*");
      await redis.persist(leader);
    });
    const one = await worker();
    const jobs = () => server.ask((redis) => redis.keys("nsmodel:jobs-*"));
    await until(async () => (await jobs()).every((key) => /:(?:events|id|meta|stalled-check)$/.test(key)));
    const { code, stdout } = await leads().ended;
    expect(stdout).toContain("mine");
    expect(code).not.toBe(3);
    one.process.kill("SIGTERM");
    const worked = await one.ended;
    expect(worked.stdout).toContain("1 job done.");
    expect(worked.stderr).not.toMatch(/^\s+at /m);
    expect(worked.code).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["that is none", Buffer.from("garbage")],
    ["with words that are none", pack({ answer: "garbage" })],
    ["with what is not known", pack({ answer: '[["model",1],"elsewhere"]' })],
  ])("an answer %s, which no worker has written, is told", async (_, answer) => {
    const leader = lead(...WORK, ...SIZE);
    await until(() => leader.said().includes("no worker yet"));
    const [key] = await server.ask((redis) => redis.keys("nsmodel:leader:*"));
    const run = key?.split(":").at(-1);
    await server.ask((redis) => redis.set(`nsmodel:answer:${run}-0`, answer));
    const { stderr, code } = await leader.ended;
    expect(stderr).toMatch(
      /nsmodel: The server at \S+ holds something in nsmodel:answer:\w+-0 that no nsmodel worker has written\./,
    );
    expect(code).toBe(3);
  });

  test("workers are killed at random", async () => {
    await worker();
    const leader = lead(...WORK, ...SIZE);
    let isDone = false;
    const ended = leader.ended.finally(() => {
      isDone = true;
    });
    const [seed] = fc.sample(fc.integer(), 1);
    let random = seed ?? 0;
    for (let kills = 0; kills < 4 && !isDone; kills++) {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
      await setTimeout(300 + (random % 900));
      started.at(kills === 0 ? 0 : -1)?.process.kill("SIGKILL");
      await worker();
    }
    const { stdout, code } = await ended;
    expect(stdout, `seed ${seed}`).toBe(expected);
    expect(code).toBe(0);
  });

  test("a worker that is asked to end gives its job back", async () => {
    const first = await worker();
    const leader = lead(...WORK, ...SIZE);
    await until(isUnderWay);
    first.process.kill("SIGTERM");
    const { code, stdout } = await first.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/jobs? done\.\n$/);
    await worker();
    expect((await leader.ended).stdout).toBe(expected);
  });

  test("the server is killed, and started again with its append-only file", async () => {
    await worker();
    const leader = lead(...WORK, ...SIZE);
    await until(isUnderWay);
    await server.kill();
    await setTimeout(1000);
    await server.startAgain();
    const { stdout, stderr, code } = await leader.ended;
    expect(stderr).toBe("");
    expect(stdout).toBe(expected);
    expect(code).toBe(0);
  });

  test("the server forgets all", async () => {
    await worker();
    const leader = lead(...WORK, ...SIZE);
    await until(isUnderWay);
    await server.ask((redis) => redis.flushall());
    expect((await leader.ended).stdout).toBe(expected);
  });

  test("the server's memory is full", async () => {
    await worker();
    const leader = lead(...WORK, ...SIZE);
    await until(isUnderWay);
    await server.ask((redis) => redis.config("SET", "maxmemory", "1"));
    const { stdout, stderr, code } = await leader.ended;
    expect(stdout).toBe("");
    expect(stderr).toBe(
      `nsmodel: The memory of the server at ${server.address} is full: it has reached its maxmemory.\n` +
        "Give it more memory, or search a smaller scope. Only this run is lost.\n",
    );
    expect(code).toBe(3);
  });

  test("a worker halts, its job is done by another, and then it goes on", async () => {
    const slow = await worker();
    const leader = lead(...WORK, ...SIZE);
    await until(isUnderWay);
    slow.process.kill("SIGSTOP");
    await worker();
    const { stdout, code } = await leader.ended;
    slow.process.kill("SIGCONT");
    expect(stdout).toBe(expected);
    expect(code).toBe(0);
    // The halted worker takes jobs again.
    started[2]?.process.kill("SIGKILL");
    expect((await lead("simulate", "flat", "--runs", "3", "--seed", "1").ended).code).toBe(1);
  });

  test("two lead at the same time", async () => {
    await worker();
    const leaders = [lead(...WORK, ...SIZE), lead("simulate", "flat", "--runs", "5", "--seed", "1")];
    const [first, second] = await Promise.all(leaders.map(({ ended }) => ended));
    const alone = await run(["simulate", "flat", "--runs", "5", "--seed", "1"]);
    expect(first?.stdout).toBe(expected);
    expect(withoutTimes(second?.stdout ?? "")).toBe(withoutTimes(alone.stdout));
  });

  test("a leader is killed: its workers leave its work", async () => {
    await worker();
    const leader = lead("simulate", "nested", "--runs", "100000", "--seed", "1");
    await until(isUnderWay);
    leader.process.kill("SIGKILL");
    await until(() => server.ask(async (redis) => (await redis.keys("nsmodel:leader:*")).length === 0));
    const keys = () => server.ask((redis) => redis.keys("nsmodel:jobs-*"));
    await until(async () => (await keys()).every((key) => /:(?:events|id|meta|stalled-check)$/.test(key)));
    expect(await server.ask((redis) => redis.keys("nsmodel:answer:*"))).toEqual([]);
  });

  test("a leader and its worker are killed: the next worker leaves their work", async () => {
    const gone = await worker();
    const leader = lead("simulate", "nested", "--runs", "100000", "--seed", "1");
    await until(isUnderWay);
    for (const { process } of [leader, gone]) process.kill("SIGKILL");
    await worker();
    const keys = () => server.ask((redis) => redis.keys("nsmodel:jobs-*"));
    await until(async () => (await keys()).every((key) => /:(?:events|id|meta|stalled-check)$/.test(key)));
  });

  test("the user interrupts: what was found is told", async () => {
    await worker();
    const leader = lead(...WORK, "--kinds", "uts,net,ipc", "--names", "a,b", "--no-cost");
    await until(isUnderWay);
    leader.process.kill("SIGINT");
    const { stdout, code } = await leader.ended;
    expect(stdout).toContain("is not decided: it was interrupted.");
    expect(code).toBe(4);
  });

  test("nobody works: it is said, and Ctrl-C ends it", async () => {
    const leader = lead("simulate", "flat", "--runs", "5", "--seed", "1");
    await until(() => leader.said().includes("There is no worker yet"));
    leader.process.kill("SIGINT");
    const { stdout, code } = await leader.ended;
    expect(stdout).toContain("Interrupted: 0 of 5 random runs were made.");
    expect(code).toBe(4);
  });
});
