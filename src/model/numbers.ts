/**
 * The numbers of tasks, nsproxies, containers and namespaces (rule W2): integers from 1, each sort
 * counted separately, namespaces also by kind. They are branded, so that a container's number
 * cannot be used where a task's is meant.
 */
export type TaskNumber = number & { readonly brand: "task" };
export type NsproxyNumber = number & { readonly brand: "nsproxy" };
export type ContainerNumber = number & { readonly brand: "container" };
export type NamespaceNumber = number & { readonly brand: "namespace" };

/** The number of the first task, nsproxy, container and namespace (W1, W2). */
export const FIRST = 1;

/** The largest number that a scope or a history may name. */
export const LARGEST_NUMBER = 2 ** 31 - 1;

// Only these four functions turn a plain number into a branded one.
export const taskNumber = (number: number): TaskNumber => number as TaskNumber;
export const nsproxyNumber = (number: number): NsproxyNumber => number as NsproxyNumber;
export const containerNumber = (number: number): ContainerNumber => number as ContainerNumber;
export const namespaceNumber = (number: number): NamespaceNumber => number as NamespaceNumber;

/** The first task (W1) and the root container (W1), which have the first numbers of their sorts. */
export const FIRST_TASK: TaskNumber = taskNumber(FIRST);
export const ROOT: ContainerNumber = containerNumber(FIRST);
