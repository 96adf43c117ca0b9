import type { DamagedObject } from "../../objects/objects.ts";
import { printable } from "../../text/printable.ts";
import { EXIT, Problem } from "../problem.ts";
import { PASSWORD_VARIABLE, type ServerAddress, shownAddress } from "./server-address.ts";

const ENDS_IT = "it ends the connection; perhaps only one side speaks TLS (rediss://)";

const CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name of the host cannot be looked up",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "there is no way to the host",
  ENETUNREACH: "there is no way to the host",
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
      `${capital(where)} does not let nsmodel in: ${whyNotLetIn(message)}.`,
      `The password stands in the address, as in redis://USER:PASSWORD@HOST, or in the environment variable ${PASSWORD_VARIABLE}.`,
      EXIT.cannotHere,
    );
  if (/DB index is out of range/.test(message))
    return new Problem(
      `${capital(where)} has no such database.`,
      "Its databases are numbered from 0 on; their number is told by redis-cli CONFIG GET databases.",
      EXIT.cannotHere,
    );
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new Problem(
    `There is no connection with ${where}: ${whyNot(code, message, address)}.`,
    "It takes a Redis (6.2 or newer) or Valkey server that can be reached from here: redis-cli -u ADDRESS ping says whether one can.",
    EXIT.cannotHere,
  );
}

/** Explains to the user what a server has refused; `undefined` if the error is not a server's. */
export function whyRefusedThere(error: unknown, address: ServerAddress): Problem | undefined {
  // A `Problem` is explained already, and may quote the server.
  const message = error instanceof Error && !(error instanceof Problem) ? error.message : "";
  if (/\bOOM command not allowed/.test(message))
    return new Problem(
      `The memory of the server at ${shownAddress(address)} is full: it has met its maxmemory.`,
      "Give it more, or search a smaller scope. Nothing is lost but this run.",
      EXIT.cannotHere,
    );
  if (/\bMISCONF\b/.test(message))
    return new Problem(
      `The server at ${shownAddress(address)} cannot write to its disk, and takes nothing more: ${printable(message)}.`,
      "Make room on its disk. Nothing is lost but this run.",
      EXIT.cannotHere,
    );
  if (/^READONLY\b/.test(message))
    return new Problem(
      `The server at ${shownAddress(address)} takes no writes: it is a replica.`,
      "Name the primary.",
      EXIT.cannotHere,
    );
  if (error instanceof Error && error.name === "ReplyError")
    return new Problem(
      `The server at ${shownAddress(address)} refuses what it is asked: ${printable(message)}.`,
      "Look who else writes there: the keys of nsmodel begin with nsmodel:.",
      EXIT.cannotHere,
    );
  return undefined;
}

/** Explains that an object of a search is missing or damaged. */
export const whyDamaged = ({ message }: DamagedObject): Problem =>
  new Problem(
    `The search cannot go on: ${printable(message)}.`,
    "Was the server started again without its append-only file (appendonly yes), or the folder of --objects changed? Begin anew.",
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
  if (message.startsWith("NOAUTH")) return "it wants a password";
  return printable(message);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
