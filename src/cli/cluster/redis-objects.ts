import type { Redis } from "ioredis";
import { type Objects, requireName } from "../../objects/objects.ts";
import { KEPT_SECONDS } from "./keys.ts";

/**
 * The objects of one run in the server, by their names in one hash. The hash expires once its leader has not renewed it for a while. What survives a loss of power
 * depends on the server's append-only file.
 */
export class RedisObjects implements Objects {
  readonly #redis: Redis;
  readonly #key: string;

  constructor(redis: Redis, key: string) {
    this.#redis = redis;
    this.#key = key;
  }

  async put(name: string, bytes: Uint8Array): Promise<number> {
    requireName(name);
    const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    // A write after the search is over creates the hash again, and that one has to expire, too.
    const answers = await this.#redis
      .pipeline()
      .hset(this.#key, name, value)
      .expire(this.#key, KEPT_SECONDS)
      .exec();
    for (const [error] of answers ?? []) if (error !== null) throw error;
    return bytes.length;
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    requireName(name);
    const bytes = await this.#redis.hgetBuffer(this.#key, name);
    return bytes === null ? undefined : new Uint8Array(bytes);
  }

  async list(prefix: string): Promise<string[]> {
    const names = await this.#redis.hkeys(this.#key);
    return names.filter((name) => name.startsWith(prefix)).sort();
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) requireName(name);
    for (let from = 0; from < names.length; from += MAX_AT_ONCE)
      await this.#redis.hdel(this.#key, ...names.slice(from, from + MAX_AT_ONCE));
  }

  /** Postpones their expiry. */
  async renew(): Promise<void> {
    await this.#redis.expire(this.#key, KEPT_SECONDS);
  }

  /** Removes all of them. */
  async clear(): Promise<void> {
    await this.#redis.unlink(this.#key);
  }
}

/** Upper bound on the names in one command. */
const MAX_AT_ONCE = 1000;
