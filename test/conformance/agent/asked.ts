import type { Agent } from "../../../src/conformance/agent/agent.ts";
import type {
  AgentSlot,
  GivenValues,
  Request,
  RequestOf,
  ResultOf,
} from "../../../src/conformance/agent/operations.ts";
import type { Birth } from "../../../src/conformance/agent/results.ts";

/** What an operation gave that must have succeeded. */
export function given<Value>(
  result: { readonly outcome: string; readonly value?: Value } | undefined,
): Value {
  if (result === undefined || !("value" in result)) throw new Error(`refused: ${JSON.stringify(result)}`);
  // Present, so it is the value; its type may have `undefined` in it.
  return result.value as Value;
}

/** Has one operation performed. */
export async function ask<const Name extends Request["call"]>(
  agent: Agent,
  request: RequestOf<Name> & Request,
): Promise<ResultOf<Name>> {
  const [result] = await agent.perform([request]);
  // The result of a request is that of its call.
  return result as ResultOf<Name>;
}

/** The outcomes of a batch, in its order. */
export async function outcomes(agent: Agent, batch: readonly Request[]): Promise<readonly string[]> {
  return (await agent.perform(batch)).map(({ outcome }) => outcome);
}

/** Has `root` fork a body. */
export async function spawned(agent: Agent, child: AgentSlot): Promise<Birth> {
  return birth(await ask(agent, { call: "spawn", child, cgroup: null }));
}

/** Has a body make another. */
export async function cloned(agent: Agent, slot: AgentSlot, child: AgentSlot, flags = 0): Promise<Birth> {
  return birth(await ask(agent, { call: "clone", slot, child, flags, cgroup: null }));
}

function birth(result: { readonly outcome: string; readonly value?: GivenValues["birth"] }): Birth {
  return given(result);
}
