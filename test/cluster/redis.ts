/** A server of one's own for a test: Debian's redis-server, in a folder that is gone afterwards. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";

const IS_THERE = spawnSync("redis-server", ["--version"]).status === 0;

/** Why tests with a server are skipped here; nothing where there is one. @throws {Error} on a server of continuous integration, where it has to be there */
export function whyNoServer(): string | undefined {
  if (IS_THERE) return undefined;
  if (process.env["CI"] === "true")
    throw new Error("redis-server is not installed: apt-get install redis-server");
  return "redis-server is not installed";
}

/** A disk with so many kilobytes, and the command below which one may have mounts of one's own. */
export interface SmallDisk {
  readonly kilobytes: number;
  readonly mounting: readonly string[];
}

/** A command in a folder that is a disk of its own. */
const onSmallDisk = (
  { kilobytes, mounting }: SmallDisk,
  folder: string,
  command: readonly string[],
): string[] => [
  ...mounting,
  "sh",
  "-c",
  `mount -t tmpfs -o size=${kilobytes}k none "$0" && exec "$@"`,
  folder,
  ...command,
];

/** A server under way. */
export class TestServer {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), "nsmodel-redis-"));
  readonly #password: string | undefined;
  readonly #disk: SmallDisk | undefined;
  #process: ChildProcess | undefined;

  private constructor(port: number, password: string | undefined, disk: SmallDisk | undefined) {
    this.port = port;
    this.#password = password;
    this.#disk = disk;
  }

  /**
   * @param password which it wants; by default none
   * @param disk the disk for its append-only file, where that is not to be as large as that of all else
   */
  static async start(password?: string, disk?: SmallDisk): Promise<TestServer> {
    const server = new TestServer(await freePort(), password, disk);
    await server.startAgain();
    return server;
  }

  get address(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it with the append-only file that it has written before. */
  async startAgain(): Promise<void> {
    const options = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.#folder];
    // With "always" a server ends by itself where its disk is full.
    const often = this.#disk === undefined ? "always" : "everysec";
    const keeping = ["--save", "", "--appendonly", "yes", "--appendfsync", often];
    const secret = this.#password === undefined ? [] : ["--requirepass", this.#password];
    const command = ["redis-server", ...options, ...keeping, ...secret];
    const [file = "", ...args] =
      this.#disk === undefined ? command : onSmallDisk(this.#disk, this.#folder, command);
    this.#process = spawn(file, args, { stdio: "ignore" });
    for (;;) {
      const answer = spawnSync("redis-cli", ["-p", String(this.port), "ping"]).stdout.toString();
      if (/PONG|NOAUTH/.test(answer)) return;
      await setTimeout(50);
    }
  }

  /** Kills it, as a loss of power would. */
  async kill(): Promise<void> {
    const process = this.#process;
    if (process === undefined || process.exitCode !== null) return;
    const gone = new Promise((resolve) => process.once("exit", resolve));
    process.kill("SIGKILL");
    await gone;
  }

  /** Asks it something, as a client of its own. */
  async ask<Answer>(question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
    const redis = new Redis(
      this.port,
      "127.0.0.1",
      this.#password === undefined ? {} : { password: this.#password },
    );
    try {
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject()));
    });
  });
}
