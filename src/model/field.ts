import type { Kind } from "./kind.ts";
import type { TaskNumber } from "./numbers.ts";

/** What a field of an operation holds. */
export type Field = (
  | PathField
  | NameField
  | NumberField
  | { readonly is: "task" }
  | { readonly is: "kinds" }
  | (FieldWords & { readonly is: "one of" })
  | (FieldWords & { readonly is: "some of" })
) & {
  /** Set if an operation may leave it out. */
  readonly isOptional?: true;
};

/** A path in the caller's view (N3). It may be any string: the design refuses a bad one. */
export interface PathField {
  readonly is: "path";
}

/** A name. */
export interface NameField {
  readonly is: "name";
  /**
   * Says in a clause what is wrong with a string that is no such name, or returns `undefined`; no history may contain a string with a flaw. Without this function
   * it may be any string, and the design refuses a bad one.
   */
  readonly flaw?: (text: string) => string | undefined;
}

/** A whole number. */
export interface NumberField {
  readonly is: "number";
  /** The least value allowed; 1 if absent. */
  readonly from?: 0;
}

/** The words that a field may hold. */
export interface FieldWords {
  readonly values: readonly string[];
  /** What such a word is called, in the singular; the name of the field if absent. */
  readonly noun?: string;
}

/** The type of the values that a field holds. */
export type FieldValue<F extends Field> = F extends { readonly is: "number" }
  ? number
  : F extends { readonly is: "task" }
    ? TaskNumber
    : F extends { readonly is: "kinds" }
      ? readonly Kind[]
      : F extends { readonly is: "one of"; readonly values: readonly (infer Value)[] }
        ? Value
        : F extends { readonly is: "some of"; readonly values: readonly (infer Value)[] }
          ? readonly Value[]
          : string;
