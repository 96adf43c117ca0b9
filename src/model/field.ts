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
  /** Whether an operation may be without it. */
  readonly isOptional?: true;
};

/** A path in the caller's view (N3). Any text may come: a bad one is refused by the design. */
export interface PathField {
  readonly is: "path";
}

/** A name. */
export interface NameField {
  readonly is: "name";
  /**
   * What is wrong with a text that is no such name, in a clause: no history has it; nothing where nothing is. Without it any text may come, and a bad one is
   * refused by the design.
   */
  readonly flaw?: (text: string) => string | undefined;
}

/** A whole number. */
export interface NumberField {
  readonly is: "number";
  /** The least that it may be; 1, unless told otherwise. */
  readonly from?: 0;
}

/** Words of which a field holds one or some. */
export interface FieldWords {
  readonly values: readonly string[];
  /** What such a word is, in the singular; the name of the field, unless told otherwise. */
  readonly noun?: string;
}

/** The type of what a field holds. */
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
