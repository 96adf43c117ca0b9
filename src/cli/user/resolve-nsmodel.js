// Lets a file from anywhere be a design. What it imports as "nsmodel" is the nsmodel that runs it, whatever is installed beside the file;
// and its own TypeScript is found by "./rules" and "./rules.js" too, as the compiler of TypeScript finds it.
const INDEX = new URL("../../index.ts", import.meta.url).href;

export async function resolve(specifier, context, nextResolve) {
  if (specifier === "nsmodel") return nextResolve(INDEX, context);
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
