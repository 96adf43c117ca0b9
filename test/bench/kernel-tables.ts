import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { markdown, seconds, whole } from "./markdown.ts";

/** What `measure-kernel.ts` prints; times in nanoseconds. */
interface OnKernel {
  readonly histories: number;
  readonly events: number;
  readonly seconds: number;
  readonly times: Readonly<Record<string, { count: number; inside: number; whole: number }>>;
}

const script = fileURLToPath(new URL("./measure-kernel.ts", import.meta.url));

/** How fast histories are played on the kernel, and where the time goes. */
export function kernelTables(): string {
  const measured = ["uts,ipc", "uts,ipc,pid", "uts,net"].map((kinds) => {
    const output = execFileSync(process.execPath, ["--import", "tsx", script, kinds], { encoding: "utf8" });
    const took: OnKernel = JSON.parse(output);
    return { kinds, took };
  });
  const rates = measured.map(({ kinds, took }) => [
    kinds,
    whole(took.histories),
    whole(took.events),
    seconds(took.seconds),
    whole(took.histories / took.seconds),
    whole(took.events / took.seconds),
  ]);
  const micro = (nanoseconds: number, count: number) => (nanoseconds / count / 1000).toFixed(1);
  const calls = Object.entries(measured[0]?.took.times ?? {}).map(([call, { count, inside, whole: all }]) => [
    call,
    whole(count),
    micro(inside, count),
    micro(all, count),
    whole(all / 1e6),
  ]);
  const head = ["kinds", "histories", "events", "seconds", "histories/s", "events/s"];
  const headOfCalls = ["call", "times", "µs in the kernel", "µs in all", "ms in all"];
  return `Ten events each, and each event compared:\n\n${markdown(head, rates)}\n\nThe first of them by call:\n\n${markdown(headOfCalls, calls)}`;
}
