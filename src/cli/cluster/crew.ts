/** The jobs of one worker, each in a thread of its own: the main thread has to keep telling the server that they are still being worked on. */
import { setTimeout } from "node:timers/promises";
import type { Job } from "bullmq";
import type { Redis } from "ioredis";
import { Problem } from "../problem.ts";
import type { JobMessage } from "./job-message.ts";
import { type JobOutcome, pack } from "./job-outcome.ts";
import { JobThread } from "./job-thread.ts";
import { ALIVE, answerKey, KEPT_SECONDS, leaderKey, sourcesKey } from "./keys.ts";
import type { ClusterPackages } from "./packages.ts";
import { memberAt } from "./presence.ts";
import type { ServerAddress } from "./server-address.ts";
import { type Here, Unpacked } from "./sources.ts";

/** How often to check whether the leader of a job is still there. */
const LOOK_MILLISECONDS = 1000;

/** A job under way. */
interface UnderWay {
  readonly thread: JobThread;
  /** Gives it back to the queue, for another worker. */
  giveBack(): void;
}

/** Does the jobs of a worker. */
export class Crew {
  readonly #redis: Redis;
  readonly #packages: ClusterPackages;
  readonly #address: ServerAddress;
  readonly #acceptsUserCode: boolean;
  readonly #idle: JobThread[] = [];
  readonly #underWay = new Set<UnderWay>();
  readonly #unpacked = new Map<string, Promise<Unpacked>>();
  /** How many jobs it has done. */
  done = 0;

  /** @param acceptsUserCode whether to accept designs and properties that do not come with nsmodel */
  constructor(packages: ClusterPackages, redis: Redis, address: ServerAddress, acceptsUserCode: boolean) {
    this.#packages = packages;
    this.#address = address;
    this.#redis = redis;
    this.#acceptsUserCode = acceptsUserCode;
  }

  /** Does a job, and stores its outcome where the leader looks for it. A job whose leader is gone is dropped. */
  async process(job: Job<JobMessage>, token: string | undefined): Promise<void> {
    const outcome = await this.#outcomeOf(job);
    if (outcome === "given back") {
      await job.moveToWait(token);
      throw new this.#packages.WaitingError();
    }
    if (outcome === "nobody asks") return;
    if ((await this.#leaderOf(job.data)) === undefined) return;
    await this.#redis.set(answerKey(job.id ?? ""), pack(outcome), "EX", KEPT_SECONDS);
    this.done++;
  }

  async #outcomeOf(job: Job<JobMessage>): Promise<JobOutcome | "given back" | "nobody asks"> {
    const { data } = job;
    if ((await this.#leaderOf(data)) === undefined) return "nobody asks";
    if (data.sources !== undefined && !this.#acceptsUserCode)
      return told(
        new Problem(
          "A worker accepts only designs and properties that come with nsmodel, as it was started with --built-in-only.",
          "Start it without that option if you trust everyone who can write to the server.",
        ),
      );
    const here = data.sources === undefined ? undefined : await this.#hereOf(data, data.sources);
    const thread = await this.#threadFor(data.sources);
    let isGivenBack = false;
    let isAlone = false;
    const underWay = {
      thread,
      giveBack: () => {
        isGivenBack = true;
        void thread.dismiss();
      },
    };
    this.#underWay.add(underWay);
    const looking = setInterval(() => {
      void this.#look(data, thread, () => {
        isAlone = true;
      });
    }, LOOK_MILLISECONDS);
    try {
      return await thread.carryOut({ message: data, here }, (words) => {
        job.updateProgress(words).catch(() => undefined); // of no consequence
      });
    } catch (error) {
      if (isGivenBack) return "given back";
      if (isAlone) return "nobody asks";
      if (error instanceof Problem) return told(error);
      throw error;
    } finally {
      clearInterval(looking);
      this.#underWay.delete(underWay);
      if (!thread.isDead) this.#idle.push(thread);
    }
  }

  #leaderOf({ run }: JobMessage) {
    return memberAt(this.#redis, leaderKey(run));
  }

  async #look(message: JobMessage, thread: JobThread, leave: () => void): Promise<void> {
    const leader = await this.#leaderOf(message).catch(() => "unknown" as const);
    if (leader === "unknown") return; // the connection is being re-established
    if (leader?.isEnding) thread.end();
    if (leader !== undefined) return;
    leave();
    await thread.dismiss();
  }

  /** A thread that has loaded the user's modules of this digest (none if `undefined`), and no others. */
  async #threadFor(sources: string | undefined): Promise<JobThread> {
    const place = this.#idle.findIndex((thread) => thread.sources === sources && !thread.isDead);
    const [idle] = place < 0 ? [] : this.#idle.splice(place, 1);
    if (idle !== undefined) return idle;
    // There are never more threads than jobs at once.
    await this.#idle.pop()?.dismiss();
    return new JobThread(this.#address, sources);
  }

  async #hereOf({ models, properties }: JobMessage, digest: string): Promise<Here> {
    const unpacking = this.#unpacked.get(digest) ?? this.#unpack(digest);
    this.#unpacked.set(digest, unpacking);
    try {
      return (await unpacking).here([...models, ...properties]);
    } catch (error) {
      this.#unpacked.delete(digest); // the next job looks again
      throw error;
    }
  }

  /** Waits for the sources if they are gone: the leader sends them again. */
  async #unpack(digest: string): Promise<Unpacked> {
    const until = performance.now() + ALIVE.seconds * 1000;
    do {
      const text = await this.#redis.get(sourcesKey(digest));
      if (text !== null) return Unpacked.from({ digest, text });
      await setTimeout(LOOK_MILLISECONDS);
    } while (performance.now() < until);
    throw new Error("the designs of this job are no longer in the server");
  }

  /** Gives back all jobs that are under way. */
  giveBack(): void {
    for (const job of this.#underWay) job.giveBack();
  }

  /** Ends all threads, and removes what was unpacked. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.map((thread) => thread.dismiss()));
    for (const unpacking of await Promise.allSettled(this.#unpacked.values()))
      if (unpacking.status === "fulfilled") await unpacking.value.remove();
  }
}

const told = ({ message, hint, exitCode }: Problem): JobOutcome => ({ problem: { message, hint, exitCode } });
