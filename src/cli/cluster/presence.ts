/** Who is present: each leader and each worker keeps renewing a key, which expires if it does not. */
import { hostname } from "node:os";
import type { Redis } from "ioredis";
import * as v from "valibot";
import { printable } from "../../text/printable.ts";
import { VERSION } from "../version.ts";
import { ALIVE, leaderKey, workerKey } from "./keys.ts";

/** A field that may have another form in another version; it is then `undefined`. */
const perhaps = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(v.fallback(v.optional(schema), undefined));

/** More threads than any machine has cores. */
const MAX_SLOTS = 4096;

const MEMBER = v.object({
  nsmodel: v.string(),
  host: perhaps(v.string()),
  process: perhaps(v.number()),
  /** Of a worker: how many jobs it does at once. */
  slots: perhaps(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_SLOTS))),
  /** Of a leader: whether it was asked to end with what was found so far. */
  isEnding: perhaps(v.boolean()),
});

/** A leader or a worker, as it describes itself. */
export type Member = v.InferOutput<typeof MEMBER>;

/** How this process describes itself. */
export const self = (more: Pick<Member, "slots" | "isEnding"> = {}): Member => ({
  nsmodel: VERSION,
  host: hostname(),
  process: process.pid,
  ...more,
});

/** Announces a member, for `ALIVE.seconds`. */
export async function announce(redis: Redis, key: string, member: Member): Promise<void> {
  await redis.set(key, JSON.stringify(member), "EX", ALIVE.seconds);
}

/** The member with this key; `undefined` if it is gone, or if the key holds something else. */
export async function memberAt(redis: Redis, key: string): Promise<Member | undefined> {
  const text = await redis.get(key).catch((error: unknown) => {
    if (error instanceof Error && error.message.startsWith("WRONGTYPE")) return null;
    throw error;
  });
  const told = v.safeParse(TOLD, text);
  return told.success ? told.output : undefined;
}

const TOLD = v.pipe(v.string(), v.parseJson(), MEMBER);

/** All leaders, or all workers, that are present, by their keys. */
export const presentLeaders = (redis: Redis): Promise<Map<string, Member>> =>
  membersAt(redis, leaderKey("*"));
export const presentWorkers = (redis: Redis): Promise<Map<string, Member>> =>
  membersAt(redis, workerKey("*"));

async function membersAt(redis: Redis, pattern: string): Promise<Map<string, Member>> {
  const members = new Map<string, Member>();
  for await (const keys of redis.scanStream({ match: pattern, count: 1000 })) {
    for (const key of keys as string[]) {
      // Keys are strings: no buffers were asked for.
      const member = await memberAt(redis, key);
      if (member !== undefined) members.set(key, member);
    }
  }
  return members;
}

/** Reports each member of another version, once. */
export class Versions {
  readonly #told = new Set<string>();
  readonly #what: string;
  readonly #tell: (sentence: string) => void;

  /** @param what `leader` or `worker`: what the others are */
  constructor(what: "leader" | "worker", tell: (sentence: string) => void) {
    this.#what = what;
    this.#tell = tell;
  }

  /** @returns those of this version */
  ofThisVersion(members: ReadonlyMap<string, Member>): Member[] {
    for (const [key, member] of members) {
      if (member.nsmodel === VERSION || this.#told.has(key)) continue;
      this.#told.add(key);
      const { host, process } = member;
      const who =
        host === undefined || process === undefined
          ? `A ${this.#what}`
          : `The ${this.#what} in process ${process} of ${printable(host)}`;
      this.#tell(
        `${who} runs nsmodel ${printable(member.nsmodel)}, but this is nsmodel ${VERSION}: ` +
          "they cannot work together. Install the same version on both.",
      );
    }
    return [...members.values()].filter(({ nsmodel }) => nsmodel === VERSION);
  }
}
