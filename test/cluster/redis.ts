/** A server for one test: Debian's redis-server, in a folder that is removed afterwards. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";

const IS_THERE = spawnSync("redis-server", ["--version"]).status === 0;

/** Why tests with a server are skipped here; `undefined` if there is one. @throws {Error} if there is none in continuous integration, where it is required */
export function whyNoServer(): string | undefined {
  if (IS_THERE) return undefined;
  if (process.env["CI"] === "true")
    throw new Error("redis-server is not installed: apt-get install redis-server");
  return "redis-server is not installed";
}

/** The size of a small disk, and the words in front of a command that allow it mounts of its own. */
export interface SmallDisk {
  readonly kilobytes: number;
  readonly mounting: readonly string[];
}

/** A command line that runs a command with a small disk mounted at a folder. */
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

/** A running server. */
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
   * @param password the password that it requires; by default none
   * @param disk a small disk to keep its append-only file on; by default a temporary folder
   */
  static async start(password?: string, disk?: SmallDisk): Promise<TestServer> {
    const server = new TestServer(await freePort(), password, disk);
    await server.startAgain();
    return server;
  }

  get address(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it with the append-only file that it wrote before. */
  async startAgain(): Promise<void> {
    const options = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.#folder];
    // With "always" a server exits if its disk is full.
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

  /** Kills it without warning, as a power failure would. */
  async kill(): Promise<void> {
    const process = this.#process;
    if (process === undefined || process.exitCode !== null) return;
    const gone = new Promise((resolve) => process.once("exit", resolve));
    process.kill("SIGKILL");
    await gone;
  }

  /** Asks it something over a new connection. */
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
