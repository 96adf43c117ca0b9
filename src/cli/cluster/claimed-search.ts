import { setTimeout } from "node:timers/promises";
import type { Redis } from "ioredis";
import { EXIT, Problem } from "../problem.ts";
import { ALIVE, claimKey, KEPT_SECONDS, objectsKey, searchKey } from "./keys.ts";
import { RedisObjects } from "./redis-objects.ts";

const LOOK_MILLISECONDS = 250;
/** What `PTTL` answers for a key that never expires. */
const FOR_EVER = -1;

/**
 * A search that belongs to one leader. If that leader is killed, the objects stay for an hour, and the next leader asked for the same search resumes there.
 * Two leaders of the same search at the same time have separate objects.
 */
export class ClaimedSearch {
  /** The run in which it was begun: that of this leader, or of one that was killed. The objects are named after it. */
  readonly begunIn: string;
  readonly #redis: Redis;
  readonly #run: string;
  /** `undefined` if another leader has the same search. */
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

  /** @param digest identifies the search. @param run that of the leader */
  static async claim(redis: Redis, digest: string, run: string): Promise<ClaimedSearch> {
    if (!(await isClaimed(redis, claimKey(digest), run)))
      return new ClaimedSearch(redis, run, run, undefined);
    const begunIn = (await redis.get(searchKey(digest))) ?? run;
    await redis.set(searchKey(digest), begunIn, "EX", KEPT_SECONDS);
    return new ClaimedSearch(redis, run, begunIn, digest);
  }

  /** Renews the claim. @throws {Problem} if another leader has taken the search over because this one was silent for too long */
  async renew(): Promise<void> {
    if (this.#digest !== undefined) {
      const leader = (await this.#redis.get(claimKey(this.#digest))) ?? this.#run;
      this.#isLost = leader !== this.#run;
      if (this.#isLost)
        throw new Problem(
          "This leader was silent for too long, and another one has taken over its search.",
          "The other one reports the result.",
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

  /** Removes it from the server, unless another leader has it now. */
  async end(): Promise<void> {
    if (this.#isLost) return;
    await this.#objects.clear();
    if (this.#digest !== undefined) await this.#redis.unlink(claimKey(this.#digest), searchKey(this.#digest));
  }
}

/** Claims a search, and waits until the claim of a leader that was killed expires. @returns `false` if somebody else has the search */
async function isClaimed(redis: Redis, key: string, run: string): Promise<boolean> {
  for (let left = Number.POSITIVE_INFINITY; ; ) {
    if ((await redis.set(key, run, "EX", ALIVE.seconds, "NX")) === "OK") return true;
    const now = await redis.pttl(key);
    // A live leader renews its claim, so the time left grows. A key that never expires was not written by nsmodel.
    if (now > left || now === FOR_EVER) return false;
    left = now;
    await setTimeout(LOOK_MILLISECONDS);
  }
}
