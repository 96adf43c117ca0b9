/** The kernel that a manager uses, implemented with the agent: each call and each look is a request. */
import type {
  CgroupShown,
  Directory,
  Given,
  Kernel,
  NamespaceFile,
  NamespaceHandle,
  Process,
  ProcessShown,
  Said,
} from "../../../managers/kernel.ts";
import { KINDS, type Kind } from "../../../model/kind.ts";
import { cloneFlags, NSFS_ROOT, SHARE_FLAGS, WORKING_DIRECTORY } from "../../agent/flags.ts";
import { inChunks } from "../../agent/in-chunks.ts";
import { MAIN } from "../../agent/operations.ts";
import type { SlotSnapshot } from "../../agent/snapshot.ts";
import { CannotPlay } from "../../cannot-run.ts";
import { Body, bodyOf, HeldFile, TakenHandle } from "./body.ts";
import type { Cgroups } from "./cgroups.ts";
import type { Channel } from "./channel.ts";
import type { KernelCall } from "./kernel-call.ts";
import { LOOK, type Purpose } from "./purpose.ts";
import type { Slots } from "./slots.ts";

/** How long a process may take to disappear, in milliseconds. */
const PATIENCE = 5000;
const SIGKILL = 9;
/** How many processes fit into one answer of the agent, each with the longest /proc/PID/cgroup that it reads. */
const SHOWN_AT_ONCE = 12;
/** The files that map the ids of a user namespace to ids outside; see user_namespaces(7). */
const ID_MAPS = [
  ["setgroups", "deny"],
  ["uid_map", "0 0 1"],
  ["gid_map", "0 0 1"],
] as const;

export class ManagedKernel implements Kernel {
  readonly #channel: Channel;
  readonly #slots: Slots;
  readonly #cgroups: Cgroups;
  /** All processes of the history. */
  readonly #bodies: Body[] = [];
  readonly #files = new Set<number>();
  #calls: { readonly what: string; outcome: string }[] = [];

  constructor(channel: Channel, slots: Slots, cgroupsFor: (step: ManagedKernel["step"]) => Cgroups) {
    this.#channel = channel;
    this.#slots = slots;
    this.#cgroups = cgroupsFor((what, ask) => this.step(what, ask));
  }

  get cgroups(): Kernel["cgroups"] {
    return this.#cgroups.version;
  }

  get root(): Directory {
    return this.#cgroups.root;
  }

  get helpers(): Directory {
    return this.#cgroups.helpers;
  }

  get bounds(): Kernel["bounds"] {
    return this.#cgroups.bounds;
  }

  /** The calls made since this was last called. */
  takeCalls(): readonly KernelCall[] {
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }

  /** Makes the cgroups. @throws {CannotPlay} */
  setUp(): Promise<void> {
    return this.#cgroups.setUp();
  }

  /** Ends every process and removes every cgroup. @returns what could not be removed, as sentences */
  async tearDown(): Promise<readonly string[]> {
    const left = this.#bodies.filter(({ isGone }) => !isGone);
    const killed = left.map(({ slot }) =>
      this.#channel.ask({ call: "signal", slot: MAIN, pidfd: { pidfdOf: slot }, signal: SIGKILL }, LOOK),
    );
    const closed = [...this.#files].map((file) =>
      this.#channel.ask({ call: "close", slot: MAIN, file }, LOOK),
    );
    await Promise.all([...killed, ...closed, this.#cgroups.killAll(), this.waitGone(left)]);
    return this.#cgroups.remove();
  }

  // ---- calls by processes ---------------------------------------------------------------------------------------------

  async spawn(directory: Directory): Promise<Given<Process>> {
    const slot = this.#slots.take();
    const born = await this.step("fork of the first task", (purpose) =>
      this.#channel.ask({ call: "spawn", child: slot, cgroup: null }, purpose),
    );
    if (!("value" in born)) {
      this.#slots.giveBack(slot);
      return born;
    }
    const body = this.#add(slot, born.value.hostPid);
    const moved = await this.move(body, directory);
    return moved === "ok" ? { outcome: "ok", value: body } : { outcome: moved };
  }

  async clone(by: Process, relation: "sibling" | "child" = "sibling"): Promise<Given<Process>> {
    const parent = bodyOf(by);
    const slot = this.#slots.take();
    const flags = relation === "sibling" ? SHARE_FLAGS.parent : 0;
    const born = await this.step("clone", (purpose) =>
      this.#channel.ask({ call: "clone", slot: parent.slot, child: slot, flags, cgroup: null }, purpose),
    );
    if (!("value" in born)) {
      this.#slots.giveBack(slot);
      mustHaveRoom(born.outcome, this.bounds.tasks);
      return born;
    }
    const child = this.#add(slot, born.value.hostPid);
    this.#cgroups.bear(child, parent);
    return { outcome: "ok", value: child };
  }

  async unshare(by: Process, kinds: readonly Kind[]): Promise<Said> {
    const { slot } = bodyOf(by);
    const called = this.step(`unshare(${kinds.join(" | ")})`, (purpose) =>
      this.#channel.ask({ call: "unshare", slot, flags: cloneFlags(kinds) }, purpose),
    );
    const maps = kinds.includes("user") ? ID_MAPS : [];
    const written = maps.map(([file, text]) =>
      this.step(`write to ${file}`, (purpose) =>
        this.#channel.ask(
          {
            call: "write",
            slot,
            directory: WORKING_DIRECTORY,
            path: `/proc/self/${file}`,
            bytes: Buffer.from(text),
          },
          purpose,
        ),
      ),
    );
    return firstRefusal(await Promise.all([called, ...written]));
  }

  async setns(by: Process, to: Process | NamespaceFile, kinds: readonly Kind[]): Promise<Said> {
    const { slot } = bodyOf(by);
    const file = to instanceof HeldFile ? to.descriptor : { pidfdOf: bodyOf(processOf(to)).slot };
    const name = to instanceof HeldFile ? "file" : "pidfd";
    const { outcome } = await this.step(`setns(${name}, ${kinds.join(" | ")})`, (purpose) =>
      this.#channel.ask({ call: "setns", slot, file, flags: cloneFlags(kinds) }, purpose),
    );
    return outcome;
  }

  async exit(by: Process): Promise<Said> {
    const { slot } = bodyOf(by);
    const { outcome } = await this.step("exit", (purpose) =>
      this.#channel.ask({ call: "exit", slot, status: 0 }, purpose),
    );
    return outcome;
  }

  async ignoreDeaths(by: Process): Promise<Said> {
    const { slot } = bodyOf(by);
    const { outcome } = await this.step("sigaction(SIGCHLD, SIG_IGN)", (purpose) =>
      this.#channel.ask({ call: "sigchld", slot, ignore: true }, purpose),
    );
    return outcome;
  }

  // ---- calls by the manager -----------------------------------------------------------------------------------------------

  mkdir(directory: Directory): Promise<Said> {
    return this.#cgroups.mkdir(directory);
  }

  rmdir(directory: Directory, isPatient = true): Promise<Said> {
    return this.#cgroups.rmdir(directory, isPatient);
  }

  rename(directory: Directory, entry: string): Promise<Said> {
    return this.#cgroups.rename(directory, entry);
  }

  setName(directory: Directory, name: string | undefined): Promise<Said> {
    return this.#cgroups.setName(directory, name);
  }

  move(process: Process, directory: Directory): Promise<Said> {
    return this.#cgroups.move(bodyOf(process), directory);
  }

  kill(directory: Directory): Promise<Said> {
    return this.#cgroups.kill(directory);
  }

  freeze(directory: Directory): Promise<Said> {
    return this.#cgroups.freeze(directory);
  }

  async signal(process: Process): Promise<Said> {
    const pidfd = { pidfdOf: bodyOf(process).slot };
    const { outcome } = await this.step("SIGKILL by pidfd", (purpose) =>
      this.#channel.ask({ call: "signal", slot: MAIN, pidfd, signal: SIGKILL }, purpose),
    );
    return outcome;
  }

  async waitGone(processes: readonly Process[]): Promise<void> {
    const bodies = processes.map(bodyOf).filter(({ isGone }) => !isGone);
    if (bodies.length === 0) return;
    const slots = bodies.map(({ slot }) => slot);
    const answer = await this.#channel.ask(
      { call: "wait_gone", until: "gone", milliseconds: PATIENCE, slots },
      LOOK,
    );
    if (!("value" in answer)) throw new CannotPlay(`waiting for a process failed (${answer.outcome})`);
    for (const [index, body] of bodies.entries()) if (answer.value?.[index] === "gone") this.#forget(body);
  }

  async keep(
    process: Process,
    kind: Kind,
    link: Kind | "time_for_children" = kind,
  ): Promise<Given<NamespaceFile>> {
    const directory = { procOf: bodyOf(process).slot };
    const opened = await this.step(`open of ns/${link}`, (purpose) =>
      this.#channel.ask(
        { call: "open", slot: MAIN, directory, path: `ns/${link}`, flags: 0, mode: 0 },
        purpose,
      ),
    );
    if (!("value" in opened)) return opened;
    this.#files.add(opened.value);
    return { outcome: "ok", value: new HeldFile(kind, opened.value) };
  }

  async name(process: Process, kind: Kind): Promise<Given<NamespaceHandle>> {
    const directory = { procOf: bodyOf(process).slot };
    const taken = await this.step(`name_to_handle_at of ns/${kind}`, (purpose) =>
      this.#channel.ask({ call: "handle", directory, path: `ns/${kind}` }, purpose),
    );
    return "value" in taken ? { outcome: "ok", value: new TakenHandle(kind, taken.value) } : taken;
  }

  async openNamed(handle: NamespaceHandle): Promise<Given<NamespaceFile>> {
    if (!(handle instanceof TakenHandle))
      throw new TypeError("a manager used a handle that it was not given");
    const { kind, bytes } = handle;
    const opened = await this.step(`open_by_handle_at of ${kind}`, (purpose) =>
      this.#channel.ask(
        { call: "open_by_handle", slot: MAIN, mount: NSFS_ROOT, flags: 0, handle: bytes },
        purpose,
      ),
    );
    if (!("value" in opened)) return opened;
    this.#files.add(opened.value);
    return { outcome: "ok", value: new HeldFile(kind, opened.value) };
  }

  async letGo(file: NamespaceFile): Promise<void> {
    if (!(file instanceof HeldFile)) throw new TypeError("a manager used a file that it was not given");
    this.#files.delete(file.descriptor);
    await this.#channel.ask({ call: "close", slot: MAIN, file: file.descriptor }, LOOK);
  }

  // ---- what is shown -------------------------------------------------------------------------------------------------------

  locate(top: Directory, path: string): Promise<Given<Directory>> {
    return this.#cgroups.locate(top, path);
  }

  isFrozen(directory: Directory): Promise<boolean> {
    return this.#cgroups.isFrozen(directory);
  }

  tree(directory: Directory): Promise<CgroupShown> {
    return this.#cgroups.tree(directory);
  }

  async show(processes: readonly Process[]): Promise<readonly ProcessShown[]> {
    const bodies = processes.map(bodyOf);
    const snapshots = await this.#snapshots(bodies.filter(({ isGone }) => !isGone));
    return bodies.map((body) => {
      const snapshot = snapshots.get(body);
      if (snapshot?.presence !== "living")
        return { lives: false, directory: undefined, namespaces: new Map() };
      const directory = this.#cgroups.directoryOf(body, snapshot.cgroups);
      return { lives: true, directory, namespaces: namespacesIn(snapshot) };
    });
  }

  /** Whether something is left of each process. */
  async remain(processes: readonly Process[]): Promise<readonly boolean[]> {
    const bodies = processes.map(bodyOf);
    const snapshots = await this.#snapshots(bodies.filter(({ isGone }) => !isGone));
    return bodies.map((body) => (snapshots.get(body)?.presence ?? "gone") !== "gone");
  }

  /** What a process reads in /proc/PID/cgroup of others, by their open /proc directories. @throws {CannotPlay} */
  async cgroupsSeenBy(viewer: Process, others: readonly Process[]): Promise<readonly string[]> {
    const { slot } = bodyOf(viewer);
    const answers = others.map((other) =>
      this.#channel.ask(
        { call: "read", slot, directory: { procOf: bodyOf(other).slot }, path: "cgroup" },
        LOOK,
      ),
    );
    return (await Promise.all(answers)).map((answer) => {
      if (!("value" in answer) || answer.value === undefined)
        throw new CannotPlay(`a task cannot read /proc/PID/cgroup of another (${answer.outcome})`);
      return Buffer.from(answer.value).toString();
    });
  }

  /** Makes a call and records it. */
  async step<Result extends { readonly outcome: Said }>(
    what: string,
    ask: (purpose: Purpose) => Promise<Result>,
  ): Promise<Result> {
    const call = { what, outcome: "none" };
    this.#calls.push(call);
    const result = await ask({ is: "step", what });
    call.outcome = result.outcome;
    return result;
  }

  #add(slot: number, pid: number): Body {
    const body = new Body(slot, pid, true);
    this.#bodies.push(body);
    return body;
  }

  #forget(body: Body): void {
    body.isGone = true;
    this.#slots.giveBack(body.slot);
  }

  async #snapshots(bodies: readonly Body[]): Promise<ReadonlyMap<Body, SlotSnapshot>> {
    const answers = inChunks(bodies, SHOWN_AT_ONCE).map(async (part) => {
      const slots = part.map(({ slot }) => slot);
      const answer = await this.#channel.ask({ call: "snapshot", show: [...KINDS, "cgroups"], slots }, LOOK);
      if (!("value" in answer) || answer.value === undefined)
        throw new CannotPlay(`/proc cannot be read (${answer.outcome})`);
      const { value } = answer;
      return part.flatMap((body, index) => {
        const snapshot = value[index];
        return snapshot === undefined ? [] : [[body, snapshot] as const];
      });
    });
    return new Map((await Promise.all(answers)).flat());
  }
}

function processOf(to: Process | NamespaceFile): Process {
  if (!("pid" in to)) throw new TypeError("a manager used a file that it was not given");
  return to;
}

function firstRefusal(results: readonly { readonly outcome: Said }[]): Said {
  return results.map(({ outcome }) => outcome).find((outcome) => outcome !== "ok") ?? "ok";
}

function namespacesIn({ links }: SlotSnapshot): Map<Kind, number> {
  return new Map(
    KINDS.map((kind) => {
      const seen = links.get(kind);
      if (seen === undefined || !("value" in seen))
        throw new CannotPlay(
          `/proc/PID/ns/${kind} of a task cannot be read (${seen?.outcome ?? "not shown"})`,
        );
      return [kind, seen.value];
    }),
  );
}

/** Errnos for resources that the machine has run out of, whatever a history asks for. */
const SHORTAGES: readonly string[] = ["ENOMEM", "EMFILE", "ENFILE"];

/**
 * A fork that is refused for lack of memory or by the user's process limit says nothing about the history.
 *
 * @param isBounded whether pids.max is set to the scope's tasks; then `EAGAIN` comes from that limit
 * @throws {CannotPlay}
 */
function mustHaveRoom(outcome: string, isBounded: boolean): void {
  if (SHORTAGES.includes(outcome) || (outcome === "EAGAIN" && !isBounded))
    throw new CannotPlay(`the machine has no room for another process (${outcome})`);
}
