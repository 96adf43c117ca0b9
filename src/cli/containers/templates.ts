/** The files that `nsmodel new` writes: small, and they run as they stand. */

/** A design that is `nested` with rules of its own. */
export function nestedTemplate(name: string): string {
  return `/**
 * \`${name}\`: what it is about, in a sentence.
 *
 * It is \`nested\` with some of its rules replaced: each is a method of NestedRules.
 */
import { type Call, defineModel, NestedRules, nested, nestedCalls, type NestedWorld, type Outcome } from "nsmodel";

class Rules extends NestedRules {
  /** Here the design differs. As it stands it does what \`nested\` does. */
  override kill(world: NestedWorld, operation: Call<"path">): Outcome {
    return super.kill(world, operation);
  }
}

export default defineModel(new Rules(), {
  name: "${name}",
  summary: "nested, so far",
  source: "my own",
  calls: nestedCalls,
  shows: nested.shows,
});
`;
}

/** A property about every step. */
export function propertyTemplate(name: string): string {
  return `/**
 * \`${name}\`: the claim, in a sentence.
 */
import { onEveryStep } from "nsmodel";

export default onEveryStep({
  name: "${name}",
  claim: "a task that forks lives on",
  source: "my own",
  on: ["fork"],
  when: "ok",
  check: ({ operation, after }) => {
    if (after.tasks.has(operation.task)) return "holds";
    return { broken: \`task \${operation.task} has forked and is gone\` };
  },
});
`;
}
