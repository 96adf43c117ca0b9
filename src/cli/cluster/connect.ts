import { isIP } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { Redis } from "ioredis";
import { printable } from "../../text/printable.ts";
import { EXIT, Problem } from "../problem.ts";
import type { ClusterPackages } from "./packages.ts";
import { type ServerAddress, shownAddress } from "./server-address.ts";
import { NoSuchServer, whyNotConnected } from "./server-trouble.ts";

const CONNECT_MILLISECONDS = 5000;
/** How long a server may take to be ready when it is first contacted. */
const ANSWER_MILLISECONDS = 10_000;
/** Longest pause between two attempts to reconnect. */
const RETRY_MILLISECONDS = 1000;

/**
 * Connects to a server. A connection that is lost later is re-established, and commands wait for that.
 *
 * @param known given if the server has answered before: if it is away just now, it is waited for
 * @throws {Problem} if there is none, if it refuses access, or if it may evict keys
 */
export async function connect(
  { Redis }: ClusterPackages,
  address: ServerAddress,
  known?: "known",
): Promise<Redis> {
  let isReady = known !== undefined;
  const database = Number(address.url.pathname.slice(1));
  const redis = new Redis({
    host: address.url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(address.url.port || 6379),
    ...(address.url.username !== "" && { username: decodeURIComponent(address.url.username) }),
    ...(address.password !== undefined && { password: address.password }),
    db: database,
    ...(address.url.protocol === "rediss:" && { tls: tlsFor(address.url.hostname) }),
    lazyConnect: true,
    connectTimeout: CONNECT_MILLISECONDS,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isReady ? Math.min(times * 50, RETRY_MILLISECONDS) : null),
  });
  let reason: Error | undefined;
  redis.on("error", (error: Error) => {
    reason = error;
  });
  try {
    if (known === undefined) await answered(meet(redis, database, address));
    else await select(redis, database, address); // a command waits for a server that is away
  } catch (error) {
    redis.disconnect();
    if (error instanceof Problem) throw error;
    throw whyNotConnected(error instanceof NoSuchServer ? error : (reason ?? error), address);
  }
  isReady = true;
  return redis;
}

/** Fails if the server is away. */
async function meet(redis: Redis, database: number, address: ServerAddress): Promise<void> {
  await redis.connect();
  await select(redis, database, address);
}

async function select(redis: Redis, database: number, address: ServerAddress): Promise<void> {
  await redis.select(database); // the client does this by itself too, but may fail unnoticed
  await requireKeeping(redis, address);
}

/** Waits for an answer. @throws {NoSuchServer} if it does not come in time: what listens there may never answer */
async function answered(answer: Promise<void>): Promise<void> {
  const done = new AbortController();
  const silence = setTimeout(ANSWER_MILLISECONDS, undefined, { signal: done.signal }).then(() => {
    throw new NoSuchServer(
      `it accepts the connection, but was not ready within ${ANSWER_MILLISECONDS / 1000} seconds`,
    );
  });
  try {
    await Promise.race([answer, silence]);
  } finally {
    done.abort();
    await silence.catch(() => undefined); // it was aborted, or is reported above
  }
}

/** The name of the host, which the certificate must match; an IP address has none. */
const tlsFor = (host: string) => (isIP(host.replace(/^\[(.*)\]$/, "$1")) === 0 ? { servername: host } : {});

/** Refuses a server that evicts keys when it is full: a search would lose them. */
async function requireKeeping(redis: Redis, address: ServerAddress): Promise<void> {
  const memory: unknown = await redis.info("memory");
  if (typeof memory !== "string" || !/^used_memory:\d/m.test(memory))
    throw new NoSuchServer("what answers there is neither Redis nor Valkey");
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy === undefined || policy === "noeviction") return;
  throw new Problem(
    `The server at ${shownAddress(address)} evicts keys when its memory is full: its maxmemory-policy is ${printable(policy)}.`,
    "Set it to noeviction: redis-cli CONFIG SET maxmemory-policy noeviction",
    EXIT.cannotHere,
  );
}
