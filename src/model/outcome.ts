import { ERRNO_TEXTS, type Errno, type Errnos, isErrno } from "./errno.ts";

/** The outcome of an operation: done, or refused with an errno. */
export type Outcome = "ok" | Errno;

/** The parts of a design that say what may refuse its operations: the errnos of its domain, its own, and named refusals if it has them. */
export interface Declares {
  readonly domain: { readonly errnos: Errnos };
  readonly errnos?: Errnos;
  readonly rules?: {
    readonly named: Readonly<Record<string, { readonly errno: Errno; readonly when: string }>>;
    readonly of: Readonly<Record<string, readonly string[]>>;
  };
}

/** Every outcome that an operation of a design may have, `ok` first. */
export function outcomesOf(model: Declares): readonly Outcome[] {
  const errnos = Object.keys({ ...model.domain.errnos, ...model.errnos }).filter(isErrno);
  return ["ok", ...errnos];
}

/** Up to this many refusals of a call with the same errno are listed; if there are more, the general meaning of the errno is given. */
const MAX_TOLD = 3;

/**
 * What an errno means in a design, in a sentence without a full stop: when the named refusals of the call with this errno come, or otherwise what the design says
 * of the errno, or its domain, or errno(3).
 */
export function meaningOf({ domain, errnos, rules }: Declares, errno: Errno, op?: string): string {
  const named = ((op !== undefined && rules?.of[op]) || []).flatMap((name) => rules?.named[name] ?? []);
  const reasons = [...new Set(named.filter((rule) => rule.errno === errno).map(({ when }) => when))];
  if (reasons.length > 0 && reasons.length <= MAX_TOLD) return reasons.join("; or ");
  return errnos?.[errno] ?? domain.errnos[errno] ?? ERRNO_TEXTS[errno];
}
