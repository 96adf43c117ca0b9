import type { Agent } from "../../../src/conformance/agent/agent.ts";
import type {
  AgentSlot,
  GivenValues,
  Request,
  RequestOf,
  ResultOf,
} from "../../../src/conformance/agent/operations.ts";
import type { Birth } from "../../../src/conformance/agent/results.ts";

/** The value of an operation that must have succeeded. */
export function given<Value>(
  result: { readonly outcome: string; readonly value?: Value } | undefined,
): Value {
  if (result === undefined || !("value" in result)) throw new Error(`refused: ${JSON.stringify(result)}`);
  // It is present, so it is the value, even if `Value` includes `undefined`.
  return result.value as Value;
}

/** Has the agent perform one operation. */
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

/** Has a body clone another. */
export async function cloned(agent: Agent, slot: AgentSlot, child: AgentSlot, flags = 0): Promise<Birth> {
  return birth(await ask(agent, { call: "clone", slot, child, flags, cgroup: null }));
}

function birth(result: { readonly outcome: string; readonly value?: GivenValues["birth"] }): Birth {
  return given(result);
}
