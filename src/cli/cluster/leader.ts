import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { Objects } from "../../objects/objects.ts";
import { printable } from "../../text/printable.ts";
import { knownModels, knownProperties, referenceTo } from "../named.ts";
import { EXIT, Problem } from "../problem.ts";
import { paintError } from "../terminal.ts";
import { answerTo } from "./carry-out-job.ts";
import { ClaimedSearch } from "./claimed-search.ts";
import { connect } from "./connect.ts";
import type { Place } from "./ending.ts";
import type { JobMessage } from "./job-message.ts";
import { type JobOutcome, unpack } from "./job-outcome.ts";
import type { Answer, Ask, JobKind } from "./jobs.ts";
import { answerKey, leaderKey, PREFIX, QUEUE } from "./keys.ts";
import { MemberLoop } from "./member-loop.ts";
import { clusterPackages } from "./packages.ts";
import { objectsIn } from "./place.ts";
import { announce, type Member, presentWorkers, self, Versions } from "./presence.ts";
import { SentSources } from "./sent-sources.ts";
import { type ServerAddress, shownAddress } from "./server-address.ts";
import { whyRefusedThere } from "./server-trouble.ts";
import { type Named, read, write } from "./wire.ts";

/** How long a leader waits for a server that is away: it may be restarting. */
const PATIENCE_MILLISECONDS = 60_000;
/** How long a leader waits for a first worker before it says so. */
const ALONE_MILLISECONDS = 5000;
/** How long jobs under way may take to end once the user has asked for that. */
const ENDING_MILLISECONDS = 5000;
const TURN_MILLISECONDS = 250;

/** The progress of jobs. */
export interface ClusterProgress {
  readonly done: number;
  readonly of: number;
  readonly workers: number;
  /** The latest report of any job under way. */
  readonly words: string | undefined;
}

/** See `Leader.run`. */
interface RunHow<Kind extends JobKind> {
  readonly interrupted?: () => boolean;
  readonly asked?: AbortSignal;
  readonly done?: (answer: Answer<Kind>) => void;
}

/** A job that is not done yet. */
interface Open<Kind extends JobKind> {
  readonly place: number;
  readonly ask: Ask<Kind>;
  readonly message: JobMessage;
}

/** Has workers do jobs, and waits for their answers. */
export class Leader {
  readonly #run = randomBytes(8).toString("hex");
  readonly #address: ServerAddress;
  readonly #redis: Redis;
  readonly #sources: SentSources;
  readonly #queue: Queue<JobMessage>;
  readonly #events: QueueEvents;
  readonly #presence: MemberLoop;
  readonly #versions = new Versions("worker", warn);
  readonly #began = performance.now();
  #workers: readonly Member[] = [];
  #search: ClaimedSearch | undefined;
  /** Jobs that were reported as done, or as failed with the reason, and whose outcomes have not been looked at yet. */
  readonly #told = new Map<string, string | undefined>();
  #failure: Problem | undefined;
  #isEnding = false;
  #isLonely = false;
  #lostAt: number | undefined;
  #asked = 0;
  #words: string | undefined;
  #wake: () => void = () => {};

  private constructor(address: ServerAddress, redis: Redis, queue: Queue<JobMessage>, events: QueueEvents) {
    this.#address = address;
    this.#redis = redis;
    this.#sources = new SentSources(redis);
    this.#queue = queue;
    this.#events = events;
    const news = (job: string, why?: string): void => {
      if (!job.startsWith(this.#run)) return;
      this.#told.set(job, why);
      this.#wake();
    };
    events.on("completed", ({ jobId }) => news(jobId));
    events.on("failed", ({ jobId, failedReason }) => news(jobId, failedReason));
    events.on("progress", ({ jobId, data }) => {
      if (jobId.startsWith(this.#run) && typeof data === "string") this.#words = data;
    });
    // A lost connection is re-established; a refusal by the server is handled where the request is made.
    queue.on("error", () => undefined);
    events.on("error", () => undefined);
    this.#presence = new MemberLoop(
      () => this.#sayHere(),
      (error) => this.#fail(error),
    );
  }

  /** @throws {Problem} if there is no such server */
  static async start(address: ServerAddress): Promise<Leader> {
    const packages = await clusterPackages();
    const redis = await connect(packages, address);
    const options = { connection: redis, prefix: PREFIX };
    const queue = new packages.Queue<JobMessage>(QUEUE, options);
    const events = new packages.QueueEvents(QUEUE, options);
    const leader = new Leader(address, redis, queue, events);
    try {
      await leader.#sayHere();
      await events.waitUntilReady();
      await leader.#findWorkers();
    } catch (error) {
      leader.#fail(error);
      await leader.close();
      throw leader.#failure ?? error;
    }
    return leader;
  }

  /** How many jobs the workers that are present do at once; 1 if there are none yet. */
  get slots(): number {
    return Math.max(
      1,
      this.#workers.reduce((sum, { slots = 1 }) => sum + slots, 0),
    );
  }

  /**
   * Leads a search: a new one, or one that was begun by a leader that was killed. Its objects are this leader's alone until it is closed.
   *
   * @param digest identifies the search
   */
  async lead(digest: string): Promise<ClaimedSearch> {
    const claimed = await this.#try(ClaimedSearch.claim(this.#redis, digest, this.#run));
    this.#search = claimed;
    return claimed;
  }

  /** The objects kept in a place. */
  objectsAt(place: Place): Promise<Objects> {
    return objectsIn(async () => this.#redis)(place);
  }

  async #sayHere(): Promise<void> {
    await announce(this.#redis, leaderKey(this.#run), self({ isEnding: this.#isEnding }));
    await this.#search?.renew();
    await this.#sources.renew();
    await this.#findWorkers();
  }

  async #findWorkers(): Promise<void> {
    this.#workers = this.#versions.ofThisVersion(await presentWorkers(this.#redis));
  }

  /** Notes the first failure. It is thrown where the jobs are waited for. */
  #fail(error: unknown): void {
    const why = error instanceof Problem ? error : whyRefusedThere(error, this.#address);
    this.#failure ??=
      why ??
      new Problem(
        `The server at ${shownAddress(this.#address)} fails: ${printable(String(error))}.`,
        undefined,
        EXIT.cannotHere,
      );
    this.#wake();
  }

  /**
   * Has jobs of one kind done, yielding the progress now and then.
   *
   * @param interrupted whether to end with what was found so far
   * @param asked aborted once they are no longer wanted: `run` then throws its reason
   * @param done called with each answer
   * @returns the answers, in the order of the asks
   * @throws {Problem} if a worker reports a problem that the user has to fix, or if the server fails
   */
  async *run<Kind extends JobKind>(
    kind: Kind,
    asks: readonly Ask<Kind>[],
    { interrupted = () => false, asked, done }: RunHow<Kind>,
  ): AsyncGenerator<ClusterProgress, Answer<Kind>[]> {
    const named = namedHere();
    const answers: Answer<Kind>[] = [];
    const open = await this.#ask(kind, asks, named);
    let endingSince: number | undefined;
    try {
      while (open.size > 0) {
        for (const [id, outcome] of await this.#try(this.#outcomes(open))) {
          const place = open.get(id)?.place ?? 0;
          open.delete(id);
          if ("problem" in outcome) {
            const { message, hint, exitCode } = outcome.problem;
            throw new Problem(message, hint, exitCode);
          }
          // Both sides run the same version, and the kind determines the type of the answer.
          const answer = this.#read(id, outcome.answer, named) as Answer<Kind>;
          answers[place] = answer;
          done?.(answer);
        }
        asked?.throwIfAborted();
        this.#requireServer();
        if (interrupted() && endingSince === undefined) {
          endingSince = performance.now();
          this.#isEnding = true;
          await this.#try(this.#sayHere());
        }
        if (endingSince !== undefined && performance.now() - endingSince > ENDING_MILLISECONDS)
          for (const [id, { ask, place }] of open) {
            // Done here with the flag set, it ends at once and finds nothing.
            answers[place] = await answerTo(
              kind,
              ask,
              ENDED,
              objectsIn(async () => this.#redis),
              () => undefined,
            );
            await this.#try(this.#queue.remove(id));
            open.delete(id);
          }
        yield {
          done: asks.length - open.size,
          of: asks.length,
          workers: this.#workers.length,
          words: this.#words,
        };
        if (open.size > 0) await this.#news();
      }
    } finally {
      await this.#forget([...open.keys()]);
    }
    return answers;
  }

  async #ask<Kind extends JobKind>(
    kind: Kind,
    asks: readonly Ask<Kind>[],
    named: Named,
  ): Promise<Map<string, Open<Kind>>> {
    const open = new Map<string, Open<Kind>>();
    for (const [place, ask] of asks.entries()) {
      const { text, models, properties } = write(ask, named);
      const bundle = await this.#try(this.#sources.send([...models, ...properties]));
      const message = { kind, run: this.#run, ask: text, models, properties, sources: bundle };
      open.set(`${this.#run}-${this.#asked++}`, { place, ask, message });
    }
    await this.#add([...open]);
    return open;
  }

  async #add(jobs: readonly (readonly [string, Pick<Open<JobKind>, "message">])[]): Promise<void> {
    await this.#try(
      this.#queue.addBulk(
        jobs.map(([jobId, { message }]) => ({
          name: message.kind,
          data: message,
          opts: { jobId, removeOnComplete: true, removeOnFail: true },
        })),
      ),
    );
  }

  /** The outcomes of jobs, by their names. A job that the server has lost is submitted again. */
  async #outcomes(open: ReadonlyMap<string, Open<JobKind>>): Promise<Map<string, JobOutcome>> {
    const isTurn = this.#isTurn();
    const ids = isTurn ? [...open.keys()] : [...this.#told.keys()].filter((id) => open.has(id));
    const failed = ids.flatMap((id) => this.#told.get(id) ?? []);
    this.#told.clear();
    for (const why of failed) this.#fail(whyRefusedThere(new Error(why), this.#address) ?? gaveUp(why));
    const outcomes = new Map<string, JobOutcome>();
    if (ids.length === 0) return outcomes;
    const texts = await this.#redis.mgetBuffer(ids.map(answerKey));
    for (const [index, text] of texts.entries()) {
      if (text === null) continue;
      const id = ids[index] ?? "";
      const outcome = unpack(text);
      if (outcome === undefined) this.#fail(this.#notOurs(answerKey(id)));
      else outcomes.set(id, outcome);
    }
    if (outcomes.size > 0) await this.#redis.unlink([...outcomes.keys()].map(answerKey));
    if (isTurn)
      await this.#askAgain(
        ids.filter((id) => !outcomes.has(id)),
        open,
      );
    return outcomes;
  }

  #read(id: string, answer: string, named: Named): unknown {
    try {
      return read(answer, named);
    } catch {
      throw this.#notOurs(answerKey(id)); // the server holds what somebody else has written
    }
  }

  #notOurs(key: string): Problem {
    return new Problem(
      `The server at ${shownAddress(this.#address)} holds something in ${printable(key)} that no nsmodel worker has written.`,
      "Find out who else writes there. Anyone who can do so can run any code on its workers.",
      EXIT.cannotHere,
    );
  }

  #lastTurn = performance.now();

  /** Whether it is time to look at all jobs, in case the server has lost a notification. */
  #isTurn(): boolean {
    const now = performance.now();
    if (now - this.#lastTurn < 4 * TURN_MILLISECONDS) return false;
    this.#lastTurn = now;
    return true;
  }

  async #askAgain(ids: readonly string[], open: ReadonlyMap<string, Open<JobKind>>): Promise<void> {
    const isThere = await Promise.all(ids.map((id) => this.#redis.exists(this.#queue.toKey(id))));
    const lost = ids.flatMap((id, index) => {
      const job = open.get(id);
      return isThere[index] === 0 && job !== undefined ? [[id, job] as const] : [];
    });
    if (lost.length === 0) return;
    // One may have been finished just now.
    const answered = await Promise.all(lost.map(([id]) => this.#redis.exists(answerKey(id))));
    const again = lost.filter((_, index) => answered[index] === 0);
    if (again.length > 0) await this.#add(again);
  }

  #requireServer(): void {
    const now = performance.now();
    this.#lostAt = this.#redis.status === "ready" ? undefined : (this.#lostAt ?? now);
    if (this.#lostAt !== undefined && now - this.#lostAt > PATIENCE_MILLISECONDS)
      this.#fail(
        new Problem(
          `The connection to the server at ${shownAddress(this.#address)} was lost, and could not be restored within ${PATIENCE_MILLISECONDS / 1000} seconds.`,
          undefined,
          EXIT.cannotHere,
        ),
      );
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#workers.length > 0 || this.#isLonely || now - this.#began < ALONE_MILLISECONDS) return;
    this.#isLonely = true;
    warn(`There is no worker yet: start one with nsmodel work ${shownAddress(this.#address)}`);
  }

  /** Waits until a job is reported, or until it is time to look. */
  async #news(): Promise<void> {
    if (this.#told.size > 0) return;
    await Promise.race([
      setTimeout(TURN_MILLISECONDS),
      new Promise<void>((resolve) => {
        this.#wake = resolve;
      }),
    ]);
  }

  async #forget(ids: readonly string[]): Promise<void> {
    if (ids.length === 0 || this.#redis.status !== "ready") return;
    // Those under way end by themselves, once their leader is gone.
    await Promise.allSettled(ids.map((id) => this.#queue.remove(id)));
    await Promise.allSettled([this.#redis.unlink(ids.map(answerKey))]);
  }

  /** Turns a refusal by the server into a problem for the user. */
  async #try<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      throw whyRefusedThere(error, this.#address) ?? error;
    }
  }

  /** Removes everything from the server except designs, which expire after a while. */
  async close(): Promise<void> {
    this.#presence.end();
    if (this.#redis.status === "ready")
      await Promise.allSettled([this.#redis.unlink(leaderKey(this.#run)), this.#search?.end()]);
    await Promise.allSettled([this.#queue.close(), this.#events.close()]);
    this.#redis.disconnect();
  }
}

/** The flag of jobs that are to end at once. */
const ENDED = new Int32Array(new SharedArrayBuffer(4)).fill(1);

function namedHere(): Named {
  return {
    models: new Map(knownModels().map((model) => [referenceTo(model), model])),
    properties: new Map(knownProperties().map((property) => [referenceTo(property), property])),
  };
}

const gaveUp = (why: string): Problem =>
  new Problem(
    `A job was given up: ${printable(why)}.`,
    "A job that stalls again and again may be too large for the workers.",
    EXIT.cannotHere,
  );

/** Prints a warning to standard error. */
export function warn(sentence: string): void {
  process.stderr.write(`${paintError("yellow", "nsmodel:")} ${sentence}\n`);
}
