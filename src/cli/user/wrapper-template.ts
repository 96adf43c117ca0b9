/** A file that `nsmodel new` writes: small, and it runs as it stands. */

/** A design that passes its calls on to a built-in one. @param exported the name under which nsmodel exports that one */
export function wrapperTemplate(name: string, from: string, exported: string): string {
  return `/**
 * \`${name}\`: what it is about, in a sentence.
 *
 * It is \`${from}\` with some of its calls replaced.
 */
import { ${exported}, type Model } from "nsmodel";

const from: Model = ${exported};

const design: Model = {
  ...from,
  name: "${name}",
  summary: "${from}, so far",
  source: "my own",
  apply(world, operation, scope) {
    // Here the design differs: answer a call yourself, or pass it on. A call that is refused must not change anything.
    return from.apply(world, operation, scope);
  },
};

export default design;
`;
}
