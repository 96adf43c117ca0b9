/** That the design or a property failed in a node of a graph of runs. What it failed with is the cause. */
export class FailedInNode extends Error {
  readonly node: number;

  constructor(cause: unknown, node: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.node = node;
  }
}

/** Does something in a node. @throws {FailedInNode} where the design or a property fails in it */
export function inNode(node: number, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new FailedInNode(error, node);
  }
}
