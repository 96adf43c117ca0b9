import type { Field } from "../../model/field.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { Calls, OperationOf, Values } from "../../model/operation.ts";

/** What calls of container designs can carry besides their caller. A design says which of these each call takes, and may have fields of its own. */
export const CONTAINER_FIELDS = {
  /** A path in the caller's view (N3). */
  path: { is: "path" },
  /** The name that a container is to bear (N1). */
  name: { is: "name" },
  /** The name of an image (C1). */
  image: { is: "name" },
  /** One of the handles of the scope. */
  handle: { is: "name" },
  /** Kinds of namespace, each at most once. */
  kinds: { is: "kinds" },
} as const satisfies Readonly<Record<string, Field>>;

/** What the fields of container designs hold. */
export type ContainerFields = Values<typeof CONTAINER_FIELDS>;

/** An operation of any container design. */
export type ContainerOperation = {
  readonly op: string;
  readonly task: TaskNumber;
} & Partial<ContainerFields>;

/**
 * An operation of a container design, made from its table of calls: a union over `op`.
 *
 * @typeParam C - the calls
 * @typeParam Own - what the design's own fields hold: `Values<typeof fields>`
 */
export type ContainerOperationOf<C extends Calls, Own extends object = object> = OperationOf<
  C,
  ContainerFields & Own
>;
