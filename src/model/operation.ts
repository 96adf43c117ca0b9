import type { Field, FieldValue } from "./field.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Outcome } from "./outcome.ts";

/** The calls of a design: the name of each, and the fields that it takes, in the order in which they are written. */
export type Calls<F extends string = string> = Readonly<Record<string, readonly F[]>>;

/** What the fields of a table hold. */
export type Values<Fields extends Readonly<Record<string, Field>>> = {
  readonly [Name in keyof Fields]: FieldValue<Fields[Name]>;
};

/**
 * An operation, made from the table of calls of its design: a union over `op`.
 *
 * @typeParam C - the calls
 * @typeParam V - what each field holds
 */
export type OperationOf<C extends Calls, V extends object> = {
  [Name in keyof C & string]: { readonly op: Name; readonly task: TaskNumber } & Pick<
    V,
    C[Name][number] & keyof V
  >;
}[keyof C & string];

/**
 * An operation of any design: a request by a task. The caller need not exist: then the outcome is `ESRCH`. What else it carries, the design's table of
 * calls says, and the tables of fields of the design and its domain.
 */
export interface Operation {
  readonly op: string;
  readonly task: TaskNumber;
  readonly [field: string]: unknown;
}

/** One operation and what it came to. The log of events is the history. */
export interface Event<O extends Operation = Operation> {
  readonly operation: O;
  readonly outcome: Outcome;
}
