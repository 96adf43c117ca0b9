// Lets a file from anywhere be a design. What it imports as "nsmodel" is the nsmodel that runs it, installed beside the file or not;
// and its TypeScript is a module, also where no package.json says so.
const INDEX = new URL("../../index.ts", import.meta.url).href;

export async function resolve(specifier, context, nextResolve) {
  const resolved = await nextResolve(specifier === "nsmodel" ? INDEX : specifier, context);
  const { pathname } = new URL(resolved.url);
  const isOwnTypeScript = pathname.endsWith(".ts") && !pathname.includes("/node_modules/");
  return isOwnTypeScript ? { ...resolved, format: "module" } : resolved;
}
