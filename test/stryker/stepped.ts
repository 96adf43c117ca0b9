import ts from "typescript";

/** Counts a step, as instrumented code does: see Switch. */
const STEP = "globalThis.__stryker__?.activeMutant;";

/** The source with a step in each iteration of a loop, on the same lines. */
export function stepped(source: string, file: string): string {
  const insertions: { readonly at: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) {
      const { statement } = node;
      if (ts.isBlock(statement)) insertions.push({ at: statement.getStart() + 1, text: STEP });
      else
        insertions.push(
          { at: statement.getStart(), text: `{ ${STEP} ` },
          { at: statement.getEnd(), text: " }" },
        );
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  let text = source;
  for (const { at, text: inserted } of insertions.toSorted((one, other) => other.at - one.at))
    text = text.slice(0, at) + inserted + text.slice(at);
  return text;
}
