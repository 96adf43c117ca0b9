const IMPORT = /^import [^;]*;\n/gm;
const EXPORT = /^export (?=(?:async )?(?:function|const|class) )/gm;

/**
 * Modules that import only from each other, as one script. They run in the order given, so what a module uses at load time
 * must come before it. Their names share one scope and must differ. It understands `import { ... } from "...";` and `export`
 * before a declaration, which is all that the page's own modules use.
 *
 * @throws {Error} if any module syntax is left
 */
export function linked(modules: readonly string[]): string {
  const body = modules.map((text) => text.replace(IMPORT, "").replace(EXPORT, "").trim()).join("\n");
  const left = /^(?:import|export)\b.*$/m.exec(body);
  if (left !== null) throw new Error(`a module of the page cannot be linked: ${left[0]}`);
  return `(() => {\n"use strict";\n${body}\n})();`;
}
