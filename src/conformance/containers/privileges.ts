import { readFileSync } from "node:fs";

/** The bit of CAP_SYS_ADMIN; see capabilities(7). */
const SYS_ADMIN = 21n;

/**
 * Whether a process may make namespaces without its own user namespace.
 *
 * @param status the text of /proc/PID/status. Default: that of this process
 */
export function hasSysAdmin(status = readFileSync("/proc/self/status", "utf8")): boolean {
  const [, capabilities = "0"] = /^CapEff:\t([0-9a-f]+)$/m.exec(status) ?? [];
  return ((BigInt(`0x${capabilities}`) >> SYS_ADMIN) & 1n) === 1n;
}
