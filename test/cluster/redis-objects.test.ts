import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RedisObjects } from "../../src/cli/cluster/redis-objects.ts";
import { lawsOfObjects } from "../objects/laws.ts";
import { TestServer, whyNoServer } from "./redis.ts";

const why = whyNoServer();

describe.skipIf(why !== undefined)(`objects in a server (${why ?? "redis-server"})`, () => {
  let server: TestServer;
  let redis: Redis;

  beforeAll(async () => {
    server = await TestServer.start();
    redis = new Redis(server.port, "127.0.0.1");
  });

  afterAll(async () => {
    redis.disconnect();
    await server.end();
  });

  lawsOfObjects(async () => {
    const objects = new RedisObjects(redis, randomUUID());
    return { objects, end: () => objects.clear() };
  });

  test("they go away by themselves, whoever wrote them last", async () => {
    const objects = new RedisObjects(redis, "left");
    await objects.put("a", new Uint8Array([1]));
    await objects.clear();
    await objects.put("b", new Uint8Array([2]));
    expect(await redis.ttl("left")).toBeGreaterThan(0);
    expect(await objects.list("")).toEqual(["b"]);
  });

  test("a server that is full says so", async () => {
    await redis.config("SET", "maxmemory", "1");
    await expect(new RedisObjects(redis, "full").put("a", new Uint8Array(10))).rejects.toThrow("OOM");
    await redis.config("SET", "maxmemory", "0");
  });
});
