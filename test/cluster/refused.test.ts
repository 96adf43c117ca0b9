import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { killAll, run, type Started, start, startWorker, until } from "./commands.ts";
import { TestServer, whyNoServer } from "./redis.ts";

const why = whyNoServer();
const ASKED = ["simulate", "flat", "--runs", "3", "--seed", "1", "--cluster"];

/** Does some work with the address of a server that is not Redis. @param answer its reaction to what it receives */
async function besideOther(
  answer: (said: Buffer, socket: Socket) => void,
  work: (address: string) => Promise<void>,
): Promise<void> {
  const other = createServer((socket) => {
    socket.on("error", () => undefined); // a client that is refused may disconnect first
    socket.on("data", (said) => answer(said, socket));
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const at = other.address();
  try {
    await work(`redis://127.0.0.1:${typeof at === "object" ? at?.port : at}`);
  } finally {
    other.close();
  }
}

describe.skipIf(why !== undefined)(`what is refused, in words (${why ?? "redis-server"})`, () => {
  let server: TestServer;
  const started: Started[] = [];

  beforeAll(async () => {
    server = await TestServer.start("secret");
  });

  afterAll(async () => {
    killAll(started);
    await server.end();
  });

  const withPassword = () => `redis://:secret@127.0.0.1:${server.port}`;

  test.each([
    [
      "redis://127.0.0.1:1",
      3,
      /^nsmodel: Cannot connect to the server at redis:\/\/127\.0\.0\.1:1: nothing is listening there\.\n/,
    ],
    ["redis://no-such-host.invalid", 3, /: (?:there is no such host|the host name cannot be resolved)\.\n/],
    ["http://127.0.0.1", 2, /Expected the address of a Redis or Valkey server, such as redis:\/\/HOST:6379/],
    ["127.0.0.1:6379", 2, /Expected the address of a Redis or Valkey server/],
    ["redis://127.0.0.1/one", 2, /the number of a database/],
    ["redis://127.0.0.1?db=3", 2, /the number of a database/],
    ["redis://:%zz@127.0.0.1", 2, /write % as %25/],
  ])("the address %s", async (address, code, says) => {
    for (const words of [
      [...ASKED, address],
      ["work", address],
    ]) {
      const ended = await run(words);
      expect(ended.stderr).toMatch(says);
      expect(ended.stderr).not.toMatch(/^\s+at /m);
      expect(ended.code).toBe(code);
    }
  });

  test.each<[string, (said: Buffer, socket: Socket) => void, string]>([
    ["nothing", () => undefined, "it accepts the connection, but was not ready within 10 seconds"],
    ["and never ends", (_, socket) => socket.write("$1000000\r\na"), "was not ready within 10 seconds"],
    [
      "a number to all",
      (said, socket) => socket.write(":7\r\n".repeat(said.toString().match(/^\*\d+/gm)?.length ?? 0)),
      "what answers there is neither Redis nor Valkey",
    ],
    ["no to all", (_, socket) => socket.write("-ERR no\r\n"), ""],
    ["as the Web does", (_, socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"), "another protocol"],
    ["by hanging up", (_, socket) => socket.end(), "it closed the connection"],
  ])("something that answers %s", async (_, answer, says) => {
    await besideOther(answer, async (address) => {
      const ended = await Promise.all([run([...ASKED, address]), run(["work", address])]);
      for (const { stdout, stderr, code } of ended) {
        expect(stderr).toMatch(/^nsmodel: Cannot connect to the server at redis:\/\/\S+: .*[\w)]\.\n/);
        expect(stderr).toContain(says);
        expect(stderr).not.toMatch(/^\s+at /m);
        expect(stdout).toBe("");
        expect(code).toBe(3);
      }
    });
  });

  test("a server to which one has no password, or a wrong one", async () => {
    for (const address of [server.address, `redis://:wrong@127.0.0.1:${server.port}`]) {
      const { stderr, code } = await run([...ASKED, address]);
      expect(stderr).toMatch(/^nsmodel: The server at redis:\/\/127\.0\.0\.1:\d+ denies access: /);
      expect(stderr).toContain("NSMODEL_REDIS_PASSWORD");
      expect(stderr).not.toContain("wrong@");
      expect(code).toBe(3);
    }
  });

  test("a database that the server does not have", async () => {
    const { stderr, code } = await run(["work", `${withPassword()}/99`]);
    expect(stderr).toMatch(/^nsmodel: The server at \S+\/99 has no such database\.\n/);
    expect(code).toBe(3);
  });

  test("a server that does not speak TLS", async () => {
    const { stderr, code } = await run(["work", `rediss://127.0.0.1:${server.port}`]);
    expect(stderr).toMatch(
      /^nsmodel: Cannot connect to the server at rediss:.*: it does not answer in TLS\.\n/,
    );
    expect(code).toBe(3);
  });

  test("the options that have no meaning beside it", async () => {
    for (const option of [
      ["--shard", "1/2"],
      ["--workers", "2"],
    ]) {
      const { stderr, code } = await run(["matrix", "flat", ...option, "--cluster", server.address]);
      expect(stderr).toMatch(/cannot be used with option/);
      expect(code).toBe(2);
    }
  });

  test("a member of another version, by both sides", async () => {
    const other = JSON.stringify({ nsmodel: "9.9.9", host: "elsewhere", process: 7 });
    await server.ask((redis) => redis.set("nsmodel:worker:x", other));
    await server.ask((redis) => redis.set("nsmodel:leader:x", other));
    const worker = await startWorker(withPassword());
    started.push(worker);
    const says = (what: string) =>
      `nsmodel: The ${what} in process 7 of elsewhere runs nsmodel 9.9.9, but this is nsmodel 0.1.0: they cannot work together.`;
    await until(() => worker.said().includes(says("leader")));
    const { stderr, code } = await run([...ASKED, withPassword()]);
    expect(stderr).toContain(says("worker"));
    await server.ask((redis) => redis.unlink("nsmodel:worker:x", "nsmodel:leader:x"));
    expect(code).not.toBe(3);
  });

  test("keys that are no members, or tell less of themselves: they hold nobody up", async () => {
    const less = JSON.stringify({ nsmodel: "0.0.9", host: 7 });
    await server.ask(async (redis) => {
      for (const what of ["worker", "leader"]) {
        await redis.set(`nsmodel:${what}:a`, "hello");
        await redis.set(`nsmodel:${what}:b`, "[1]");
        await redis.lpush(`nsmodel:${what}:c`, "");
        await redis.set(`nsmodel:${what}:d`, less);
      }
    });
    const worker = await startWorker(withPassword());
    started.push(worker);
    const { stderr, code } = await run([...ASKED, withPassword()]);
    await server.ask(async (redis) => redis.unlink(...(await redis.keys("nsmodel:*:[abcd]"))));
    expect(stderr).toBe(
      "nsmodel: A worker runs nsmodel 0.0.9, but this is nsmodel 0.1.0: they cannot work together. Install the same version on both.\n",
    );
    expect(code).toBe(1);
    await until(() => worker.said().includes("nsmodel: A leader runs nsmodel 0.0.9"));
    expect(worker.process.exitCode).toBe(null);
  });

  test("a design of one's own, by a worker that takes none", async () => {
    for (const one of started.splice(0)) {
      one.process.kill("SIGTERM");
      await one.ended;
    }
    started.push(await startWorker(withPassword(), "--built-in-only"));
    const leader = start(["simulate", "docs/examples/leave.ts", "--runs", "2", "--cluster", withPassword()]);
    started.push(leader);
    const { stderr, code } = await leader.ended;
    expect(stderr).toMatch(/^nsmodel: A worker accepts only designs and properties that come with nsmodel/);
    expect(code).toBe(2);
  });

  test("a server that evicts keys when it is full", async () => {
    await server.ask((redis) => redis.config("SET", "maxmemory-policy", "allkeys-lru"));
    const { stderr, code } = await run([...ASKED, withPassword()]);
    expect(stderr).toContain("evicts keys when its memory is full: its maxmemory-policy is allkeys-lru.");
    expect(code).toBe(3);
  });
});
