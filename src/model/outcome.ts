import { type Errno, type Errnos, isErrno } from "./errno.ts";

/** What an operation comes to: done, or refused and nothing changed. */
export type Outcome = "ok" | Errno;

/** What may refuse an operation of a design: the errnos of its domain, and its own. */
export interface Declares {
  readonly domain: { readonly errnos: Errnos };
  readonly errnos?: Errnos;
}

/** Every outcome that an operation of a design may have, `ok` first. */
export function outcomesOf(model: Declares): readonly Outcome[] {
  const errnos = Object.keys({ ...model.domain.errnos, ...model.errnos }).filter(isErrno);
  return ["ok", ...errnos];
}

/** What an errno means in a design, in a sentence without a full stop: what the design itself says of it, or else its domain. */
export function meaningOf({ domain, errnos }: Declares, errno: Errno): string {
  return errnos?.[errno] ?? domain.errnos[errno] ?? `it is no errno of this design`;
}
