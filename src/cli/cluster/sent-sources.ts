import type { Redis } from "ioredis";
import { KEPT_SECONDS, sourcesKey } from "./keys.ts";
import { type Bundle, bundleOf } from "./sources.ts";

/** The user-defined designs and properties that a leader has put into the server, where workers find them by their digest. */
export class SentSources {
  readonly #redis: Redis;
  /** Digests by references, as most jobs have the same ones. */
  readonly #byReferences = new Map<string, Promise<string | undefined>>();
  readonly #bundles: Bundle[] = [];

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Sends the modules that some references name, once. @returns their digest, or `undefined` if no module is named */
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

  /** Postpones their expiry, as a worker may start at any time. What the server has lost is sent again. */
  async renew(): Promise<void> {
    for (const bundle of this.#bundles)
      if ((await this.#redis.expire(sourcesKey(bundle.digest), KEPT_SECONDS)) === 0) await this.#put(bundle);
  }
}
