import type { Kind } from "./kind.ts";
import type { TaskNumber } from "./numbers.ts";

/** What a field of an operation holds. */
export type Field = (
  | PathField
  | NameField
  | { readonly is: "number" }
  | { readonly is: "task" }
  | { readonly is: "kinds" }
  | { readonly is: "one of"; readonly values: readonly string[] }
  | { readonly is: "some of"; readonly values: readonly string[] }
) & {
  /** Whether an operation may be without it. */
  readonly isOptional?: true;
};

/** A path in the caller's view (N3). Any text may come: a bad one is refused by the design. */
export interface PathField {
  readonly is: "path";
}

/** A name. Any text may come: a bad one is refused by the design. */
export interface NameField {
  readonly is: "name";
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
