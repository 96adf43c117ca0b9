import type { Model } from "../../model/model.ts";

/**
 * Makes sure that calls come to the same ends in two worlds that differ only in numbers.
 *
 * @throws {Error} where they do not: its author has to say that numbers matter to the design
 */
export function requireSameEnds({ name }: Model, areSame: boolean): void {
  if (areSame) return;
  throw new Error(
    `in two worlds of ${name} that differ only in numbers the same calls come to different ends; ` +
      "a design to which numbers matter says so: numbersMatter: true",
  );
}
