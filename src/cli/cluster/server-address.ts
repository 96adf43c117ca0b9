import { InvalidArgumentError } from "@commander-js/extra-typings";
import { printable } from "../../text/printable.ts";

/** Environment variable with the server's password, if the address has none: every user of the machine can read a command line. */
export const PASSWORD_VARIABLE = "NSMODEL_REDIS_PASSWORD";

const PROTOCOLS = ["redis:", "rediss:"];

/** Where a server is, and the credentials for it. */
export interface ServerAddress {
  readonly url: URL;
  readonly password: string | undefined;
}

/** Reads an address such as `redis://HOST:6379`. @throws {InvalidArgumentError} if it is not one */
export function readAddress(text: string): ServerAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !PROTOCOLS.includes(url.protocol) || url.hostname === "")
    throw new InvalidArgumentError(
      "Expected the address of a Redis or Valkey server, such as redis://HOST:6379, or rediss://HOST for TLS.",
    );
  if (!/^\/?\d*$/.test(url.pathname) || url.search !== "" || url.hash !== "")
    throw new InvalidArgumentError(
      "Only the number of a database may follow the host and port, as in redis://HOST/3.",
    );
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === undefined || password === undefined)
    throw new InvalidArgumentError("In the user name and the password, write % as %25.");
  return { url, password: password === "" ? process.env[PASSWORD_VARIABLE] : password };
}

/** Decodes percent-encoded text of an address; `undefined` if it is malformed. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** An address as it may be shown: without its password. */
export function shownAddress({ url }: ServerAddress): string {
  const shown = new URL(url);
  shown.password = "";
  return printable(shown.href);
}
