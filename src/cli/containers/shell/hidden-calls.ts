import type { ContainerModel } from "../../../domains/containers/container-model.ts";
import { enumerated } from "../../../text/words.ts";
import type { ShellCommand } from "./command.ts";

/** Says which calls of a design are hidden by a command of the same name that makes another call or none, and how to make them; `undefined` if there are none. */
export function hiddenCallsInWords(
  { calls }: ContainerModel,
  commands: readonly ShellCommand[],
): string | undefined {
  const hidden = commands.filter(
    ({ name, calls: made }) => calls[name] !== undefined && !made.includes(name),
  );
  if (hidden.length === 0) return undefined;
  const words = hidden.map(({ name }) => `call ${name}`);
  return `Calls of this design that share their name with a command are made with ${enumerated(words)}.`;
}
