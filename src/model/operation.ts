import type { Kind } from "./kind.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Outcome } from "./outcome.ts";

/** Everything that an operation can carry besides its caller. A design says which of these each call takes. */
export interface OperationFields {
  /** A path in the caller's view (N3). */
  readonly path: string;
  /** The name that a container is to bear (N1). */
  readonly name: string;
  /** The name of an image (C1). */
  readonly image: string;
  /** Kinds of namespace, each at most once. */
  readonly kinds: readonly Kind[];
}

export type OperationField = keyof OperationFields;

/** The calls of a design: the name of each, and the fields that it takes, in the order in which they are written. */
export type Calls = Readonly<Record<string, readonly OperationField[]>>;

/** An operation, made from the table of calls of its design: a union over `op`. */
export type OperationOf<C extends Calls> = {
  [Name in keyof C & string]: { readonly op: Name; readonly task: TaskNumber } & Pick<
    OperationFields,
    C[Name][number]
  >;
}[keyof C & string];

/** An operation of any design: a request by a task. The caller need not exist: then the outcome is `ESRCH`. */
export type Operation = { readonly op: string; readonly task: TaskNumber } & Partial<OperationFields>;

/** One operation and what it came to. The log of events is the history. */
export interface Event<O extends Operation = Operation> {
  readonly operation: O;
  readonly outcome: Outcome;
}
