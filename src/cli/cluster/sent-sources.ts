import type { Redis } from "ioredis";
import { KEPT_SECONDS, sourcesKey } from "./keys.ts";
import { type Bundle, bundleOf } from "./sources.ts";

/** The designs and properties of the user's own that a leader has put into the server, where workers find them by their digest. */
export class SentSources {
  readonly #redis: Redis;
  /** By the references that they are of: most jobs are about the same. */
  readonly #byReferences = new Map<string, Promise<string | undefined>>();
  readonly #bundles: Bundle[] = [];

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Sends the modules that stand among some references, once. @returns their digest; nothing where there are none */
  send(references: readonly string[]): Promise<string | undefined> {
    const key = [...references].sort().join("\n");
    const sending = this.#byReferences.get(key) ?? this.#sendNow(references);
    this.#byReferences.set(key, sending);
    return sending;
  }

  async #sendNow(references: readonly string[]): Promise<string | undefined> {
    const bundle = await bundleOf(references);
    if (bundle === undefined) return undefined;
    this.#bundles.push(bundle);
    await this.#put(bundle);
    return bundle.digest;
  }

  async #put({ digest, text }: Bundle): Promise<void> {
    await this.#redis.set(sourcesKey(digest), text, "EX", KEPT_SECONDS);
  }

  /** Has them stay for a while longer: a worker may begin at any time. What the server has lost is sent again. */
  async renew(): Promise<void> {
    for (const bundle of this.#bundles)
      if ((await this.#redis.expire(sourcesKey(bundle.digest), KEPT_SECONDS)) === 0) await this.#put(bundle);
  }
}
