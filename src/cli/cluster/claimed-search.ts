import { setTimeout } from "node:timers/promises";
import type { Redis } from "ioredis";
import { EXIT, Problem } from "../problem.ts";
import { ALIVE, claimKey, KEPT_SECONDS, objectsKey, searchKey } from "./keys.ts";
import { RedisObjects } from "./redis-objects.ts";

const LOOK_MILLISECONDS = 250;
/** What `PTTL` answers of a key that does not go away by itself. */
const FOR_EVER = -1;

/**
 * A search that is one leader's. Its objects stay for an hour where that leader is killed: the next one that is asked for the same search goes on there. Where another leads the same search at the same time, each has
 * objects of its own.
 */
export class ClaimedSearch {
  /** The run in which it was begun: that of the leader, or of one that was killed. Its objects have its name. */
  readonly begunIn: string;
  readonly #redis: Redis;
  readonly #run: string;
  /** Nothing where another leads the same search. */
  readonly #digest: string | undefined;
  readonly #objects: RedisObjects;
  #isLost = false;

  private constructor(redis: Redis, run: string, begunIn: string, digest: string | undefined) {
    this.#redis = redis;
    this.#run = run;
    this.begunIn = begunIn;
    this.#digest = digest;
    this.#objects = new RedisObjects(redis, objectsKey(begunIn));
  }

  /** @param digest tells the search from others. @param run that of the leader */
  static async claim(redis: Redis, digest: string, run: string): Promise<ClaimedSearch> {
    if (!(await isClaimed(redis, claimKey(digest), run)))
      return new ClaimedSearch(redis, run, run, undefined);
    const begunIn = (await redis.get(searchKey(digest))) ?? run;
    await redis.set(searchKey(digest), begunIn, "EX", KEPT_SECONDS);
    return new ClaimedSearch(redis, run, begunIn, digest);
  }

  /** Says that it is led. @throws {Problem} where another leader has taken it over, as this one had said nothing for a while */
  async renew(): Promise<void> {
    if (this.#digest !== undefined) {
      const leader = (await this.#redis.get(claimKey(this.#digest))) ?? this.#run;
      this.#isLost = leader !== this.#run;
      if (this.#isLost)
        throw new Problem(
          "This leader had said nothing for a while, and another one went on with its search.",
          "That one tells what comes of it.",
          EXIT.cannotHere,
        );
      await this.#redis.set(claimKey(this.#digest), this.#run, "EX", ALIVE.seconds);
      await this.#redis.set(searchKey(this.#digest), this.begunIn, "EX", KEPT_SECONDS);
    }
    await this.#objects.renew();
  }

  /** Whether another leader has it now. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Leaves nothing of it in the server. */
  async end(): Promise<void> {
    if (this.#isLost) return;
    await this.#objects.clear();
    if (this.#digest !== undefined) await this.#redis.unlink(claimKey(this.#digest), searchKey(this.#digest));
  }
}

/** Claims a search. A leader that was killed holds its claim for a while: that is waited for. @returns whether it could be had: else another leads it */
async function isClaimed(redis: Redis, key: string, run: string): Promise<boolean> {
  for (let left = Number.POSITIVE_INFINITY; ; ) {
    if ((await redis.set(key, run, "EX", ALIVE.seconds, "NX")) === "OK") return true;
    const now = await redis.pttl(key);
    // Whoever is alive says so, and its claim lasts longer than before. What lasts for ever is nobody's of nsmodel.
    if (now > left || now === FOR_EVER) return false;
    left = now;
    await setTimeout(LOOK_MILLISECONDS);
  }
}
