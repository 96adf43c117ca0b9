import type { Agent } from "../agent/agent.ts";
import { WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN } from "../agent/operations.ts";
import { hasGone, MAKER_ATTRIBUTE, readMaker } from "./maker.ts";

/** The name of a run's cgroup: contains the pid of the playing process, and a random part. */
const RUN_NAME = /^nsmodel-\d+-[0-9a-f]{8}$/;

/** How long a cgroup may be busy with tasks that have just been killed, in milliseconds. */
const PATIENCE = 2000;

/**
 * Removes what earlier runs left behind because their agent was killed: cgroups with the name and the attribute of a run's cgroup,
 * whose maker is gone. Nothing else is touched.
 *
 * @param parent the absolute path of the directory in which runs make their cgroups
 * @returns what could not be removed and why, as sentences
 */
export async function sweep(agent: Agent, parent: string): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const path of await leftIn(agent, parent)) {
    await killAllIn(agent, path);
    const outcome = await removeTree(agent, path);
    // ENOENT: another run is sweeping too.
    if (outcome !== "ok" && outcome !== "ENOENT")
      failures.push(`The cgroup ${path} of an earlier run cannot be removed (${outcome}).`);
  }
  return failures;
}

async function leftIn(agent: Agent, parent: string): Promise<readonly string[]> {
  const paths = (await namesIn(agent, parent))
    .filter((name) => RUN_NAME.test(name))
    .map((name) => `${parent}/${name}`);
  const makers = await agent.perform(
    paths.map((path) => ({ ...at("getxattr", path), name: MAKER_ATTRIBUTE })),
  );
  return paths.filter((_, index) => {
    const answer = makers[index];
    const maker = answer !== undefined && "value" in answer ? readMaker(answer.value) : undefined;
    return maker !== undefined && hasGone(maker);
  });
}

/** Version 1 has no such file, but there all tasks died with the agent. */
async function killAllIn(agent: Agent, path: string): Promise<void> {
  await agent.perform([{ ...at("write", `${path}/cgroup.kill`), bytes: Buffer.from("1") }]);
}

/** Removes a directory and those in it, the innermost first. */
async function removeTree(agent: Agent, path: string): Promise<string> {
  // A frozen task in version 1 has not died yet. Other hierarchies have no such file.
  await agent.perform([{ ...at("write", `${path}/freezer.state`), bytes: Buffer.from("THAWED") }]);
  for (const name of await namesIn(agent, path)) await removeTree(agent, `${path}/${name}`);
  const [{ outcome }] = await agent.perform([{ ...at("rmdir", path), milliseconds: PATIENCE }]);
  return outcome;
}

/** The names in a directory; none if it is not a directory. */
async function namesIn(agent: Agent, path: string): Promise<readonly string[]> {
  const [answer] = await agent.perform([at("list", path)]);
  return answer.outcome === "ok" && "value" in answer ? answer.value : [];
}

function at<const Name extends string>(call: Name, path: string) {
  return { call, slot: MAIN, directory: WORKING_DIRECTORY, path } as const;
}
