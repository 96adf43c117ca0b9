/**
 * The numbers that tasks, nsproxies, containers and namespaces bear (rule W2): integers from 1, each sort
 * counted for itself, namespaces for each kind. They are branded, so that a container's number
 * cannot be used where a task's is meant.
 */
export type TaskNumber = number & { readonly brand: "task" };
export type NsproxyNumber = number & { readonly brand: "nsproxy" };
export type ContainerNumber = number & { readonly brand: "container" };
export type NamespaceNumber = number & { readonly brand: "namespace" };

/** The number that the first task, nsproxy, container and namespace bear (W1, W2). */
export const FIRST = 1;

/** The largest number that a scope or a history may name. */
export const LARGEST_NUMBER = 2 ** 31 - 1;

// The four brandings are the only places where a plain number becomes a branded one.
export const taskNumber = (number: number): TaskNumber => number as TaskNumber;
export const nsproxyNumber = (number: number): NsproxyNumber => number as NsproxyNumber;
export const containerNumber = (number: number): ContainerNumber => number as ContainerNumber;
export const namespaceNumber = (number: number): NamespaceNumber => number as NamespaceNumber;

/** The first task (W1) and the root container (W1), which bear the first numbers of their sort. */
export const FIRST_TASK: TaskNumber = taskNumber(FIRST);
export const ROOT: ContainerNumber = containerNumber(FIRST);
