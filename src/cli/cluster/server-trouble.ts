import type { DamagedObject } from "../../objects/objects.ts";
import { capital } from "../../text/capital.ts";
import { printable } from "../../text/printable.ts";
import { EXIT, Problem } from "../problem.ts";
import { PASSWORD_VARIABLE, type ServerAddress, shownAddress } from "./server-address.ts";

const ENDS_IT = "it closed the connection; perhaps only one side uses TLS (rediss://)";

const CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing is listening there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host name cannot be resolved",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the host cannot be reached",
  ECONNRESET: ENDS_IT,
  EPIPE: ENDS_IT,
};

/** Thrown if what listens there is not a server of the kind that is needed, or does not answer. */
export class NoSuchServer extends Error {}

/** Explains to the user why there is no connection to a server. */
export function whyNotConnected(error: unknown, address: ServerAddress): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const where = `the server at ${shownAddress(address)}`;
  if (/^(WRONGPASS|NOAUTH|NOPERM)|invalid password|called without any password/.test(message))
    return new Problem(
      `${capital(where)} denies access: ${whyNotLetIn(message)}.`,
      `Give the password in the address, as in redis://USER:PASSWORD@HOST, or in the environment variable ${PASSWORD_VARIABLE}.`,
      EXIT.cannotHere,
    );
  if (/DB index is out of range/.test(message))
    return new Problem(
      `${capital(where)} has no such database.`,
      "Its databases are numbered from 0; redis-cli CONFIG GET databases says how many there are.",
      EXIT.cannotHere,
    );
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new Problem(
    `Cannot connect to ${where}: ${whyNot(code, message, address)}.`,
    "A Redis (6.2 or newer) or Valkey server must be reachable from here; redis-cli -u ADDRESS ping says whether it is.",
    EXIT.cannotHere,
  );
}

/** Explains to the user what a server has refused; `undefined` if the error is not a server's. */
export function whyRefusedThere(error: unknown, address: ServerAddress): Problem | undefined {
  // A `Problem` is explained already, and may quote the server.
  const message = error instanceof Error && !(error instanceof Problem) ? error.message : "";
  if (/\bOOM command not allowed/.test(message))
    return new Problem(
      `The memory of the server at ${shownAddress(address)} is full: it has reached its maxmemory.`,
      "Give it more memory, or search a smaller scope. Only this run is lost.",
      EXIT.cannotHere,
    );
  if (/\bMISCONF\b/.test(message))
    return new Problem(
      `The server at ${shownAddress(address)} cannot write to its disk and accepts no more writes: ${printable(message)}.`,
      "Make room on its disk. Only this run is lost.",
      EXIT.cannotHere,
    );
  if (/^READONLY\b/.test(message))
    return new Problem(
      `The server at ${shownAddress(address)} accepts no writes: it is a replica.`,
      "Give the address of the primary.",
      EXIT.cannotHere,
    );
  if (error instanceof Error && error.name === "ReplyError")
    return new Problem(
      `The server at ${shownAddress(address)} rejected a command: ${printable(message)}.`,
      'Find out who else writes there: the keys of nsmodel begin with "nsmodel:".',
      EXIT.cannotHere,
    );
  return undefined;
}

/** Explains that an object of a search is missing or damaged. */
export const whyDamaged = ({ message }: DamagedObject): Problem =>
  new Problem(
    `The search cannot continue: ${printable(message)}.`,
    "Was the server restarted without its append-only file (appendonly yes), or was the folder of --objects changed? Start again.",
    EXIT.cannotHere,
  );

function whyNot(code: string, message: string, { url }: ServerAddress): string {
  // A server without TLS that is addressed in TLS waits for more bytes.
  if (code === "ETIMEDOUT" && url.protocol === "rediss:") return "it does not answer in TLS";
  if (message.startsWith("Connection is closed")) return ENDS_IT;
  if (message.startsWith("Unknown RESP type")) return "what answers there speaks another protocol";
  return CONNECTION[code] ?? printable(message);
}

function whyNotLetIn(message: string): string {
  if (message.includes("WRONGPASS")) return "the user or the password is wrong";
  if (message.startsWith("NOAUTH")) return "it requires a password";
  return printable(message);
}
