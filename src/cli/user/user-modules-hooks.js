// What Node asks, in a thread of its own, for each module that is imported once modules of the user are loaded. It lets a file from anywhere
// be a design: what that imports as "nsmodel" is the nsmodel that runs it, whatever is installed beside the file; and its own TypeScript
// is found by "./rules" and "./rules.js" too, as the compiler of TypeScript finds it. And it tells what each file was when it was loaded.
import { digestOf, isOfTheUser } from "./file-digest.ts";

let port;
let index;

/**
 * @param data its `port` is told the digest of each file of the user, before the import of the file comes back; `index` is what
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
      throw error; // which names what the user wrote
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
  // Where the file has changed meanwhile nobody can tell which of the two was loaded, so both are told: it then differs from either.
  const after = digestOf(url);
  if (after?.sha256 !== before?.sha256) port.postMessage(after);
  return loaded;
}
