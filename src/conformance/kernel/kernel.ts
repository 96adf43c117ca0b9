import { randomBytes } from "node:crypto";
import type { Kind } from "../../model/kind.ts";
import type { Model } from "../../model/model.ts";
import type { NamespaceNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { Event, Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import { Agent } from "../agent/agent.ts";
import { OPERATIONS_LIMIT } from "../agent/limits.ts";
import type { Request } from "../agent/operations.ts";
import type { Times } from "../agent/results.ts";
import { CannotExpress } from "./cannot-express.ts";
import { type Difference, PictureComparison } from "./compare-pictures.ts";
import type { Ground } from "./ground.ts";
import { findCgroup2, type Hierarchy } from "./hierarchy.ts";
import { KernelHistory, type PlayedEvent } from "./kernel-history.ts";
import { type Answer, pictureFrom } from "./look.ts";
import { pictureOf } from "./picture.ts";
import type { Purpose } from "./script.ts";

/** A call that was made of the kernel for an event, and what it came to. */
export interface KernelCall {
  readonly what: string;
  readonly outcome: string;
}

/** What a kernel made of an event. */
export interface KernelEvent {
  readonly event: Event;
  /** The calls that carried it out, in order; none for one that the model refuses. */
  readonly calls: readonly KernelCall[];
  /** Where it did otherwise than the model; none where it agrees. */
  readonly differences: readonly Difference[];
}

/** What a kernel made of a history. */
export interface KernelRun {
  /** As far as it was played. */
  readonly events: readonly KernelEvent[];
  /** Where the world was another before the first event. */
  readonly beginning: readonly Difference[];
  /** Why the history was not played to its end; nothing where it was. */
  readonly stopped: string | undefined;
}

/** Changes what is asked of the agent: for tests that break the backend to see whether it is found. */
export type Alter = (request: Request, purpose: Purpose) => Request | undefined;

/** The machine's own kernel. Histories are played on it one after the other. */
export class Kernel {
  readonly #agent: Agent;
  readonly #hierarchy: Hierarchy;
  readonly #base: string;
  readonly #alter: Alter | undefined;

  private constructor(agent: Agent, hierarchy: Hierarchy, base: string, alter: Alter | undefined) {
    this.#agent = agent;
    this.#hierarchy = hierarchy;
    this.#base = base;
    this.#alter = alter;
  }

  static async start(options: { readonly alter?: Alter } = {}): Promise<Kernel> {
    const hierarchy = findCgroup2();
    if (hierarchy === undefined) throw new CannotExpress("no cgroup2 is mounted");
    const agent = await Agent.start();
    const base = `${hierarchy.mount}/nsmodel-${process.pid}-${randomBytes(4).toString("hex")}`;
    const [made] = await agent.perform([{ call: "at_end", path: base, mode: 0o755 }]);
    if (made.outcome !== "ok") throw new CannotExpress(`a cgroup cannot be made: ${made.outcome}`);
    return new Kernel(agent, hierarchy, base, options.alter);
  }

  /** Plays a history beside the model, and compares after every event. */
  async play(model: Model, scope: Scope, operations: readonly Operation[]): Promise<KernelRun> {
    const ground: Ground = {
      hierarchy: this.#hierarchy,
      base: this.#base,
      kinds: scope.kinds,
      rootsViews: !scope.kinds.includes("cgroup"),
      checksViews: !scope.kinds.includes("cgroup") && model.shows.includes("levels"),
    };
    const history = new KernelHistory(ground);
    const world = model.initial(scope);
    let before = model.observe(world, scope);
    const first = { played: history.begin(before), world: before };
    const steps: { event: Event; world: Observation; played: PlayedEvent }[] = [];
    let stopped: string | undefined;
    for (const operation of operations) {
      const outcome = model.apply(world, operation, scope);
      const after = model.observe(world, scope);
      try {
        const played = history.play({ before, operation, outcome, after });
        steps.push({ event: { operation, outcome }, world: after, played });
      } catch (error) {
        if (!(error instanceof CannotExpress)) throw error;
        stopped = error.message;
        break;
      }
      before = after;
    }
    history.end();
    const answers = await this.#perform(history.script.requests, history.script.purposes);
    const comparison = new PictureComparison();
    const differences = (played: PlayedEvent, seen: Observation, viewer?: Operation["task"]) => {
      const refused = history.script.purposes
        .slice(played.from, played.to)
        .flatMap((purpose, index) => differenceIn(purpose, answers[played.from + index]));
      const isViewed = played.look.viewer === undefined ? undefined : viewer;
      return [
        ...refused,
        ...comparison.compare(
          pictureOf(seen, scope.kinds, isViewed),
          pictureFrom(played.look, answers),
          livingIn(seen, scope.kinds),
        ),
      ];
    };
    return {
      beginning: differences(first.played, first.world),
      events: steps.map(({ event, world: seen, played }) => ({
        event,
        calls: callsIn(history.script.purposes, played, answers),
        differences: differences(played, seen, event.operation.task),
      })),
      stopped,
    };
  }

  /** Which kernel it is, and where its cgroups are. */
  get about(): { readonly release: string; readonly hierarchy: Hierarchy } {
    return { release: this.#agent.greeting.release, hierarchy: this.#hierarchy };
  }

  /** What the calls have cost so far. */
  async times(): Promise<Times> {
    const [times] = await this.#agent.perform([{ call: "times" }]);
    return times.outcome === "ok" && "value" in times ? times.value : new Map();
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  async #perform(requests: readonly Request[], purposes: readonly Purpose[]): Promise<Answer[]> {
    const sent = requests.map((request, index) => {
      const purpose = purposes[index];
      return this.#alter === undefined || purpose === undefined ? request : this.#alter(request, purpose);
    });
    const answers: Answer[] = sent.map(() => ({ outcome: "ok" }));
    const places = [...sent.keys()].filter((place) => sent[place] !== undefined);
    const batches: Promise<void>[] = [];
    for (let from = 0; from < places.length; from += OPERATIONS_LIMIT) {
      const part = places.slice(from, from + OPERATIONS_LIMIT);
      const batch = part.flatMap((place) => sent[place] ?? []);
      batches.push(
        this.#agent.perform(batch).then((results) => {
          for (const [index, place] of part.entries()) answers[place] = results[index] ?? { outcome: "none" };
        }),
      );
    }
    await Promise.all(batches);
    return answers;
  }
}

function callsIn(
  purposes: readonly Purpose[],
  { from, to }: PlayedEvent,
  answers: readonly Answer[],
): KernelCall[] {
  return purposes.slice(from, to).flatMap((purpose, index) => {
    const outcome = answers[from + index]?.outcome ?? "none";
    return purpose.is === "step" ? [{ what: purpose.what, outcome }] : [];
  });
}

function differenceIn(purpose: Purpose, answer: Answer | undefined): Difference[] {
  if (purpose.is !== "step" || answer?.outcome === "ok") return [];
  return [{ sort: "outcome", words: `${purpose.what} should succeed, and comes to ${answer?.outcome}` }];
}

/** The namespaces of a world, in use or held. */
function livingIn(world: Observation, kinds: readonly Kind[]): Map<Kind, Set<NamespaceNumber>> {
  const users = [...world.tasks.values(), ...world.nsproxies.values()];
  return new Map(
    kinds.map((kind) => [kind, new Set(users.flatMap(({ namespaces }) => namespaces[kind] ?? []))]),
  );
}
