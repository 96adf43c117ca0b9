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

/** A scope, and how a matrix searches it: to which depth, and whether up to symmetry. */
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
  /** What it claims, about a "uts namespace" or a "namespace of a kind". */
  readonly claim: (namespace: string) => string;
  /** How a matrix asks it about a kind. */
  readonly where: (kind: Kind) => AskedIn;
  /** What a scope must have some of. A scope that does not say how many has some. */
  readonly needs?: readonly Name[];
  /** A history that tries to break it and is refused, for a kind of which it holds; see `OfKind`. */
  readonly witness?: (kind: Kind) => readonly AnyLinuxOperation[] | undefined;
}

/** The parts of a property that asks a question about one kind. */
interface Asked {
  readonly name: string;
  readonly claim: string;
  readonly ofKind: NonNullable<LinuxProperty["ofKind"]>;
  outOfScope(scope: LinuxScope): string | undefined;
}

/** Makes a property for each kind, which asks the question about that kind. */
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
