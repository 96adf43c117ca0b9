import { constants } from "node:os";

/** Errnos that node:os does not name. */
const FURTHER = { EOWNERDEAD: 130, EUSERS: 87, ENOTUNIQ: 76, EREMCHG: 78 } as const;

/** The name of an errno. Its first letter distinguishes it from `ok`. */
export type ErrnoName = `E${string}`;

const NAMES = new Map<number, ErrnoName>(
  Object.entries({ ...constants.errno, ...FURTHER }).map(([name, number]) => [number, `E${name.slice(1)}`]),
);
// Two names for one number: these are the usual ones.
NAMES.set(constants.errno.EAGAIN, "EAGAIN").set(constants.errno.EOPNOTSUPP, "EOPNOTSUPP");

/** The name of a Linux errno, e.g. `EPERM`; `E513` for one without a name. */
export function errnoName(errno: number): ErrnoName {
  return NAMES.get(errno) ?? `E${errno}`;
}
