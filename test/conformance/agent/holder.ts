/** A program that holds an agent with bodies in a cgroup until it is killed. Prints the agent's pid once everything is set up. */
import { Agent } from "../../../src/conformance/agent/agent.ts";
import { inCgroup } from "./in-cgroup.ts";

const [, , cgroup = ""] = process.argv;
const agent = await Agent.start();
await inCgroup(agent, cgroup);
process.stdout.write(`${agent.pid}\n`);
