// Hooks that Node calls, in a thread of their own, for each module that is imported once modules of the user are loaded. They let a file from
// anywhere be a design: what it imports as "nsmodel" is the nsmodel that runs it, whatever is installed next to the file; and its own
// TypeScript is found as "./rules" and "./rules.js" too, as by the TypeScript compiler. They also report what each file was when it was loaded.
import { digestOf, isOfTheUser } from "./file-digest.ts";

let port;
let index;

/**
 * @param data its `port` receives the digest of each file of the user before the import of the file returns; `index` is what
 *   is imported as "nsmodel"
 */
export function initialize(data) {
  ({ port, index } = data);
}

export async function resolve(specifier, context, nextResolve) {
  if (specifier === "nsmodel") return nextResolve(index, context);
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    const name = typeScriptFor(specifier, context);
    if (name === undefined) throw error;
    return nextResolve(name, context).catch(() => {
      throw error; // it names what the user wrote
    });
  }
}

function typeScriptFor(specifier, { parentURL }) {
  const isRelative = /^\.\.?\//.test(specifier);
  if (!isRelative || parentURL === undefined || !/\.m?ts$/.test(new URL(parentURL).pathname))
    return undefined;
  const [, stem, m = ""] = /^(.*)\.(m?)js$/.exec(specifier) ?? [];
  return stem === undefined ? `${specifier}.ts` : `${stem}.${m}ts`;
}

export async function load(url, context, nextLoad) {
  if (!isOfTheUser(url)) return nextLoad(url, context);
  const before = digestOf(url);
  const loaded = await nextLoad(url, context);
  port.postMessage(before);
  // If the file has changed meanwhile, nobody can tell which of the two was loaded, so both are reported: it then differs from either.
  const after = digestOf(url);
  if (after?.sha256 !== before?.sha256) port.postMessage(after);
  return loaded;
}
