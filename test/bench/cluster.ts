/**
 * Measures a search by workers on this machine: `npm run bench:cluster -- [WORKERS...] -- [WORDS OF nsmodel check]`. It needs `redis-server` and the output
 * of `npm run build`. CPU seconds say what a search costs anywhere; wall-clock seconds depend on what else the machine is doing.
 */
import { readFileSync } from "node:fs";
import { run, type Started, start, startWorker } from "../cluster/commands.ts";
import { TestServer } from "../cluster/redis.ts";

const TICKS_A_SECOND = 100;

/** CPU seconds that a process has used. */
function processorSeconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** CPU and wall-clock seconds that a command takes, and the number of worlds that it reports. */
async function measured(started: Started) {
  const began = performance.now();
  let processor = 0;
  const looking = setInterval(() => {
    processor = processorSeconds(started.process.pid);
  }, 50);
  const { stdout, stderr } = await started.ended;
  clearInterval(looking);
  const worlds = Number(/([\d,]+) worlds/.exec(stdout)?.[1]?.replaceAll(",", ""));
  if (!(worlds > 0)) throw new Error(`it says no worlds:\n${stdout}${stderr}`);
  return { processor, clock: (performance.now() - began) / 1000, worlds };
}

/** A server's totals so far: commands, bytes, CPU seconds; and its peak memory. */
async function askedOf(server: TestServer) {
  const info = await server.ask((redis) => redis.info());
  const of = (name: string): number => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)?.[1]);
  return {
    commands: of("total_commands_processed"),
    read: of("total_net_input_bytes"),
    written: of("total_net_output_bytes"),
    memory: of("used_memory_peak"),
    processor: of("used_cpu_user") + of("used_cpu_sys"),
  };
}

const words = process.argv.slice(2);
const end = words.indexOf("--");
const check = ["check", ...words.slice(end + 1)];
const numbers = words.slice(0, end).map(Number);

await run(["--version"]);
const alone = await measured(start([...check, "--workers", "1"]));
console.log(
  `alone: ${alone.worlds} worlds, ${alone.processor.toFixed(1)} s of a processor, ${alone.clock.toFixed(1)} s`,
);
for (const number of numbers) {
  const server = await TestServer.start();
  const workers = await Promise.all(Array.from({ length: number }, () => startWorker(server.address)));
  const ofWorkers = () => workers.reduce((sum, { process: { pid } }) => sum + processorSeconds(pid), 0);
  const [before, begun] = [ofWorkers(), await askedOf(server)];
  const leader = await measured(start([...check, "--cluster", server.address]));
  const [after, asked] = [ofWorkers(), await askedOf(server)];
  const { worlds } = leader;
  console.log(
    [
      `${number} workers: ${(after - before).toFixed(1)} s of processors, leader ${leader.processor.toFixed(1)} s`,
      `server ${(asked.processor - begun.processor).toFixed(1)} s, ${leader.clock.toFixed(1)} s by the clock`,
      `${((asked.commands - begun.commands) / worlds).toFixed(3)} commands a world`,
      `${((asked.read - begun.read) / worlds).toFixed(0)} bytes in and ${((asked.written - begun.written) / worlds).toFixed(0)} out`,
      `${(asked.memory / worlds).toFixed(0)} bytes of memory at most`,
    ].join("; "),
  );
  for (const { process } of workers) process.kill("SIGKILL");
  await server.end();
}
