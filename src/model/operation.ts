import type { Field, FieldValue } from "./field.ts";
import type { TaskNumber } from "./numbers.ts";
import type { Outcome } from "./outcome.ts";

/** The calls of a design by name, each with the fields that it takes, in the order in which they are written. */
export type Calls<F extends string = string> = Readonly<Record<string, readonly F[]>>;

/** The types of the values that fields hold, by the name of the field. */
export type Values<Fields extends Readonly<Record<string, Field>>> = {
  readonly [Name in keyof Fields]: FieldValue<Fields[Name]>;
};

/**
 * The operations of a design, derived from its table of calls: a union over `op`.
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
 * An operation of any design: a request by a task. If the caller does not exist, the outcome is `ESRCH`. Which other fields it carries is said by the
 * design's table of calls, and what they hold by the tables of fields of the design and its domain.
 */
export interface Operation {
  readonly op: string;
  readonly task: TaskNumber;
  readonly [field: string]: unknown;
}

/** An operation and its outcome. The log of events is the history. */
export interface Event<O extends Operation = Operation> {
  readonly operation: O;
  readonly outcome: Outcome;
}
