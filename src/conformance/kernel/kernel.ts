import type { Kind } from "../../model/kind.ts";
import type { Model } from "../../model/model.ts";
import type { NamespaceNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { Event, Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import type { Agent } from "../agent/agent.ts";
import { OPERATIONS_LIMIT } from "../agent/limits.ts";
import type { Request } from "../agent/operations.ts";
import type { Times } from "../agent/results.ts";
import { type Attempt, AttemptBudget } from "./attempts.ts";
import { CannotExpress } from "./cannot-express.ts";
import { type Difference, PictureComparison } from "./compare-pictures.ts";
import type { Enforcement } from "./enforcement/finding.ts";
import { findEnforcement } from "./enforcement.ts";
import type { Ground } from "./ground.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { KernelHistory, type PlayedEvent } from "./kernel-history.ts";
import { type Answer, pictureFrom } from "./look.ts";
import { type Picture, pictureOf, withoutContainers } from "./picture.ts";
import type { Purpose } from "./script.ts";
import { prepareSetting, type Setting, type SettingOptions } from "./setting.ts";

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
  /** What the kernel said to the first few calls of each sort that the model refuses. */
  readonly attempts: readonly Attempt[];
}

/** Changes what is asked of the agent: for tests that break the backend to see whether it is found. */
export type Alter = (request: Request, purpose: Purpose) => Request | undefined;

/** How a kernel is made ready. */
export interface KernelOptions extends SettingOptions {
  /** Default: nothing is changed. */
  readonly alter?: Alter;
}

/** The machine's own kernel. Histories are played on it one after the other. */
export class Kernel {
  /** What could not be had here, in sentences. */
  readonly leftOut: readonly string[];
  readonly #agent: Agent;
  readonly #hierarchy: Hierarchy;
  readonly #base: string;
  readonly #alter: Alter | undefined;
  readonly #budget = new AttemptBudget();
  /** How many were played. Each has a cgroup of its own: what one that went wrong leaves does not disturb the others. */
  #histories = 0;

  private constructor({ agent, hierarchy, base, leftOut }: Setting, alter: Alter | undefined) {
    this.leftOut = leftOut;
    this.#agent = agent;
    this.#hierarchy = hierarchy;
    this.#base = base;
    this.#alter = alter;
  }

  /**
   * Makes the machine's kernel ready.
   *
   * @throws {CannotRun} where the machine cannot play histories
   */
  static async start(options: KernelOptions = {}): Promise<Kernel> {
    return new Kernel(await prepareSetting(options), options.alter);
  }

  /** Plays a history beside the model, and compares after every event. */
  async play(model: Model, scope: Scope, operations: readonly Operation[]): Promise<KernelRun> {
    const hasCgroups = this.#hierarchy.version !== "none";
    const ground: Ground = {
      hierarchy: this.#hierarchy,
      base: `${this.#base}/${++this.#histories}`,
      kinds: scope.kinds,
      rootsViews: hasCgroups && !scope.kinds.includes("cgroup"),
      checksViews: hasCgroups && !scope.kinds.includes("cgroup") && model.shows.includes("levels"),
    };
    const history = new KernelHistory(ground, this.#budget);
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
    const end = history.end();
    const answers = await this.#perform(history.script.requests, history.script.purposes);
    const comparison = new PictureComparison();
    const shown = (picture: Picture) => (hasCgroups ? picture : withoutContainers(picture));
    const refusedIn = ({ from, to }: Pick<PlayedEvent, "from" | "to">) =>
      history.script.purposes
        .slice(from, to)
        .flatMap((purpose, index) => differenceIn(purpose, answers[from + index]));
    const differences = (played: PlayedEvent, seen: Observation, viewer?: Operation["task"]) => {
      const refused = refusedIn(played);
      const isViewed = played.look.viewer === undefined ? undefined : viewer;
      return [
        ...refused,
        ...comparison.compare(
          shown(pictureOf(seen, scope.kinds, isViewed)),
          shown(pictureFrom(played.look, answers)),
          livingIn(seen, scope.kinds),
        ),
      ];
    };
    // A cgroup that nobody should have made is in the way when those around it are removed.
    const atEnd = refusedIn(end);
    const beginning = differences(first.played, first.world);
    return {
      beginning: steps.length === 0 ? [...beginning, ...atEnd] : beginning,
      events: steps.map(({ event, world: seen, played }, index) => {
        const found = differences(played, seen, event.operation.task);
        const isLast = index === steps.length - 1;
        return {
          event,
          calls: callsIn(history.script.purposes, played, answers),
          differences: isLast ? [...found, ...atEnd] : found,
        };
      }),
      stopped,
      attempts: attemptsIn(history, answers),
    };
  }

  /** Which kernel it is, and where its cgroups are. */
  get about(): { readonly release: string; readonly hierarchy: Hierarchy } {
    return { release: this.#agent.greeting.release, hierarchy: this.#hierarchy };
  }

  /**
   * Tries on the kernel who keeps each of the claims: it, or the program that makes the calls. Not while a history is played.
   *
   * @throws {CannotRun} where no cgroup can be used
   */
  enforcement(): Promise<readonly Enforcement[]> {
    return findEnforcement(this.#agent, this.#hierarchy, this.#base);
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
    for (let from = 0; from < places.length; from += OPERATIONS_LIMIT) {
      const part = places.slice(from, from + OPERATIONS_LIMIT);
      const batch = part.flatMap((place) => withResults(sent[place], part, answers));
      const results = await this.#agent.perform(batch);
      for (const [index, place] of part.entries()) answers[place] = results[index] ?? { outcome: "none" };
    }
    return answers;
  }
}

function attemptsIn({ attempts, script }: KernelHistory, answers: readonly Answer[]): Attempt[] {
  return attempts.flatMap(({ op, refusal, place }) => {
    const purpose = script.purposes[place];
    const outcome = answers[place]?.outcome ?? "none";
    return purpose?.is === "attempt" ? [{ op, refusal, what: purpose.what, outcome }] : [];
  });
}

/**
 * A request as it is sent in a part of a script: what it names by the place of another request in the script is named by the place in the
 * part, or by what an earlier part gave.
 */
function withResults(
  request: Request | undefined,
  part: readonly number[],
  answers: readonly Answer[],
): Request[] {
  if (request === undefined) return [];
  if (!("file" in request) || typeof request.file === "number" || !("resultOf" in request.file))
    return [request];
  const { resultOf } = request.file;
  const index = part.indexOf(resultOf);
  const given = answers[resultOf]?.value;
  return [{ ...request, file: index >= 0 ? { resultOf: index } : typeof given === "number" ? given : -1 }];
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
