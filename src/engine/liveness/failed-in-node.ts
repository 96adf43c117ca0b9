/** Thrown if the design or a property fails in a node of a graph of runs. Its error is the cause. */
export class FailedInNode extends Error {
  readonly node: number;

  constructor(cause: unknown, node: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.node = node;
  }
}

/** Does some work in a node. @throws {FailedInNode} if the design or a property fails in it */
export function inNode(node: number, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new FailedInNode(error, node);
  }
}
