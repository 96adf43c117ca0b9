import { ERRNO_TEXTS, type Errno, type Errnos, isErrno } from "./errno.ts";

/** What an operation comes to: done, or refused and nothing changed. */
export type Outcome = "ok" | Errno;

/** What may refuse an operation of a design: the errnos of its domain, its own, and perhaps refusals with names. */
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

/** Of so many refusals of a call with one errno each is told; of more, what the errno means in general. */
const MOST_TOLD = 3;

/**
 * What an errno means in a design, in a sentence without a full stop: what its refusals of the call are, where they have names; or what the design itself says of
 * the errno, or else its domain, or errno(3).
 */
export function meaningOf({ domain, errnos, rules }: Declares, errno: Errno, op?: string): string {
  const named = ((op !== undefined && rules?.of[op]) || []).flatMap((name) => rules?.named[name] ?? []);
  const reasons = [...new Set(named.filter((rule) => rule.errno === errno).map(({ when }) => when))];
  if (reasons.length > 0 && reasons.length <= MOST_TOLD) return reasons.join("; or ");
  return errnos?.[errno] ?? domain.errnos[errno] ?? ERRNO_TEXTS[errno];
}
