/**
 * Containers whose tasks have several sets of namespaces: the oldest is the one that is entered. The kernel does not show how old a set
 * is, nor which tasks share one (a nsproxy has no number), so the manager records both.
 */
import type { Kind } from "../model/kind.ts";
import { FIRST_TASK, type TaskNumber } from "../model/numbers.ts";
import type { Directory, Process, Said } from "./kernel.ts";
import { NestedManager, nestedManager } from "./nested.ts";

export const KEPT_OF_NSPROXIES: readonly string[] = [
  ...nestedManager.keeps,
  "which tasks share a nsproxy, and in which order nsproxies were made",
];

export class SeveralNsproxiesManager extends NestedManager {
  /** The nsproxy of each task. They are numbered in the order in which they were made. */
  readonly #nsproxies = new Map<TaskNumber, number>();
  #made = 0;

  protected override async begun(): Promise<void> {
    this.newNsproxy(FIRST_TASK);
  }

  protected override born(child: TaskNumber, parent: TaskNumber): void {
    this.#nsproxies.set(child, this.#nsproxyOf(parent));
  }

  protected override async makeNamespaces(
    process: Process,
    container: Directory,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<void> {
    await super.makeNamespaces(process, container, kinds, task);
    this.newNsproxy(task);
  }

  protected override async enter(
    process: Process,
    container: Directory,
    kinds: readonly Kind[],
    task: TaskNumber,
  ): Promise<Said> {
    const first = await this.firstNsproxyIn(container);
    if (first === undefined) return "ENXIO";
    await this.enterNamespaces(process, container, first.process, this.kindsToEnter(kinds), task);
    this.entered(task, first.task);
    return "ok";
  }

  /** The kinds to enter: those that a call names, or all. */
  protected kindsToEnter(_kinds: readonly Kind[]): readonly Kind[] {
    return this.scope.kinds;
  }

  /** Called when a task has entered the nsproxy of another. */
  protected entered(task: TaskNumber, other: TaskNumber): void {
    this.#nsproxies.set(task, this.#nsproxyOf(other));
  }

  protected newNsproxy(task: TaskNumber): void {
    this.#nsproxies.set(task, ++this.#made);
  }

  /** A task directly in a container that has the oldest nsproxy there. */
  protected async firstNsproxyIn(
    container: Directory,
  ): Promise<{ readonly task: TaskNumber; readonly process: Process } | undefined> {
    const there = await this.tasksDirectlyIn(container);
    const tasks = [...this.tasks].filter(([, process]) => there.includes(process));
    const [first] = tasks.toSorted(([one], [other]) => this.#nsproxyOf(one) - this.#nsproxyOf(other));
    return first && { task: first[0], process: first[1] };
  }

  #nsproxyOf(task: TaskNumber): number {
    return this.#nsproxies.get(task) ?? 0;
  }
}
