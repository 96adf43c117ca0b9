import { KINDS, type Kind } from "../../model/kind.ts";
import { type Property, propertyMakers, type Step, type Try } from "../../model/property.ts";
import type { LinuxObservation } from "./observation.ts";
import type { AnyLinuxOperation } from "./operations.ts";
import type { LinuxScope } from "./scope.ts";

/** A property of what Linux does. */
export type LinuxProperty = Property<LinuxObservation, LinuxScope, AnyLinuxOperation>;
/** A call, and what can be seen before and after it. */
export type LinuxStep = Step<LinuxObservation, AnyLinuxOperation>;
/** Tries a call. */
export type LinuxTry = Try<LinuxObservation, AnyLinuxOperation>;

/** Make properties of what Linux does. */
export const {
  always: linuxAlways,
  onEveryStep: linuxOnEveryStep,
  sometimes: linuxSometimes,
} = propertyMakers<LinuxObservation, LinuxScope, AnyLinuxOperation, never>("linux");

/** A scope, and where a matrix stops in it. */
export interface AskedIn {
  readonly scope: LinuxScope;
  readonly depth?: number;
  readonly symmetry?: false;
}

/** What gives names to namespaces. */
type Name = "handles" | "files" | "mounts";

/** A question about the namespaces of a kind. */
export interface Question {
  readonly question: string;
  /** What it claims, of "uts namespace" or "namespace of a kind". */
  readonly claim: (namespace: string) => string;
  /** How a matrix asks it of a kind. */
  readonly where: (kind: Kind) => AskedIn;
  /** What a scope has to have some of. One that does not say how many has them. */
  readonly needs?: readonly Name[];
  /** What tries to break it and is refused, where it is so; see `OfKind`. */
  readonly witness?: (kind: Kind) => readonly AnyLinuxOperation[] | undefined;
}

/** What a property says of itself that asks a question of one kind. */
interface Asked {
  readonly name: string;
  readonly claim: string;
  readonly ofKind: NonNullable<LinuxProperty["ofKind"]>;
  outOfScope(scope: LinuxScope): string | undefined;
}

/** Asks a question of each kind: a property for each. */
export function ofEachKind<P>(
  { question, claim, where, needs = [], witness }: Question,
  make: (kind: Kind, asked: Asked) => P,
): readonly P[] {
  return KINDS.map((kind) => {
    const tried = witness?.(kind);
    return make(kind, {
      name: `${question}-${kind}`,
      claim: claim(`${kind} namespace`),
      ofKind: {
        kind,
        question,
        claim: claim("namespace of a kind"),
        ...where(kind),
        ...(tried !== undefined && { witness: tried }),
      },
      outOfScope(scope) {
        if (!scope.kinds.includes(kind)) return `the scope does not try ${kind} namespaces`;
        const missing = needs.find((name) => scope[name] === 0);
        return missing === undefined ? undefined : `the scope has no ${missing}`;
      },
    });
  });
}
