/**
 * Checks that a search by workers, one of which is killed now and then, has the same result as one without a cluster:
 *
 *     node --import tsx test/cluster/kill-often.ts SECONDS WORKERS -- check nested --tasks 5 --containers 5 --kinds uts,net,ipc --property never-leaves
 *
 * Every SECONDS a random worker is killed and another is started. It takes as long as the search.
 */
import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { killAll, run, type Started, start, startWorker } from "./commands.ts";
import { TestServer } from "./redis.ts";

const [seconds = "10", count = "2", , ...words] = process.argv.slice(2);

/** The result of a check, without what differs from run to run. */
function resultOf(stdout: string, stderr: string): object {
  if (stdout === "") throw new Error(`the command printed no result: ${stderr}`);
  const { seconds: _, bytes: __, ...result } = JSON.parse(stdout);
  return result;
}

const server = await TestServer.start();
const workers: Started[] = [];
let killed = 0;
try {
  const alone = await run([...words, "--json"]);
  for (let worker = 0; worker < Number(count); worker++) workers.push(await startWorker(server.address));
  const began = performance.now();
  const leader = start([...words, "--json", "--cluster", server.address]);
  let isDone = false;
  const ended = leader.ended.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await Promise.race([setTimeout(Number(seconds) * 1000), ended]);
    if (isDone) break;
    const [victim] = workers.splice(randomInt(workers.length), 1);
    if (victim !== undefined) killAll([victim]);
    killed++;
    workers.push(await startWorker(server.address));
  }
  const together = await ended;
  const took = Math.round((performance.now() - began) / 1000);
  const isSame =
    together.code === alone.code &&
    isDeepStrictEqual(resultOf(together.stdout, together.stderr), resultOf(alone.stdout, alone.stderr));
  const { worlds, verdicts }: { worlds?: number; verdicts?: readonly { verdict: string }[] } = resultOf(
    together.stdout,
    together.stderr,
  );
  process.stdout.write(
    `${worlds} worlds, ${verdicts?.map(({ verdict }) => verdict).join(", ")}; ${killed} workers were killed in ${took} s; ${isSame ? "the same as alone" : "NOT the same"}\n${together.stderr}`,
  );
  process.exitCode = isSame ? 0 : 1;
} finally {
  killAll(workers);
  await server.end();
}
