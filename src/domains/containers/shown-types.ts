import type { ObservationLaw } from "../../model/domain-parts.ts";
import type { ContainerObservation } from "./observation.ts";
import type { ContainerScope } from "./scope.ts";

export const showsNumbersAndNames: ObservationLaw<ContainerObservation, ContainerScope> = {
  law: "an observation shows numbers where numbers belong, and names where names belong",
  flaw: ({ tasks, containers, nsproxies }, scope) => {
    const parts = [
      ...[...tasks].map(([number, task]) => [`task ${number}`, number, flawOfTask(task, scope)]),
      ...[...containers].map(([number, one]) => [`container ${number}`, number, flawOfContainer(one)]),
      ...[...nsproxies].map(([number, one]) => [`nsproxy ${number}`, number, flawOfNsproxy(one, scope)]),
    ] as const;
    for (const [what, number, flaw] of parts) {
      if (!isNumber(number))
        return `observe() shows ${what} by ${told(number)}, which is not a whole number from 1 up`;
      if (flaw !== undefined) return `observe() shows ${what} with ${flaw}`;
    }
    const unordered = [tasks, containers, nsproxies].find((map) => !areInOrder([...map.keys()]));
    return unordered && `observe() does not show numbers in order: ${[...unordered.keys()].join(", ")}`;
  },
};

// What a design in JavaScript shows may be anything, whatever the types say.
interface Shown {
  readonly container?: unknown;
  readonly in?: unknown;
  readonly namespaces?: unknown;
  readonly nsproxy?: unknown;
  readonly parent?: unknown;
  readonly name?: unknown;
}

function flawOfTask(task: Shown, scope: ContainerScope): string | undefined {
  if (!isNumber(task.container))
    return `the container ${told(task.container)}, which is not a whole number from 1 up`;
  if (!Array.isArray(task.in) || !task.in.every(isNumber))
    return `in: ${told(task.in)}, which is not a list of numbers`;
  if (task.nsproxy !== undefined && !isNumber(task.nsproxy))
    return `the nsproxy ${told(task.nsproxy)}, which is not a whole number from 1 up`;
  return flawOfNamespaces(task.namespaces, scope);
}

function flawOfContainer({ parent, name }: Shown): string | undefined {
  if (parent !== null && !isNumber(parent))
    return `the parent ${told(parent)}, which is neither a number nor null`;
  return typeof name === "string" ? undefined : `the name ${told(name)}, which is not a string`;
}

function flawOfNsproxy({ container, namespaces }: Shown, scope: ContainerScope): string | undefined {
  if (!isNumber(container)) return `the container ${told(container)}, which is not a whole number from 1 up`;
  return flawOfNamespaces(namespaces, scope);
}

function flawOfNamespaces(namespaces: unknown, { kinds }: ContainerScope): string | undefined {
  if (typeof namespaces !== "object" || namespaces === null) return `namespaces: ${told(namespaces)}`;
  const shown = new Map<string, unknown>(Object.entries(namespaces));
  const wrong = kinds.find((kind) => !isNumber(shown.get(kind)));
  return wrong && `the ${wrong} namespace ${told(shown.get(wrong))}, which is not a whole number from 1 up`;
}

const isNumber = (found: unknown): boolean => Number.isInteger(found) && Number(found) >= 1;

const areInOrder = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));

const told = (found: unknown): string => JSON.stringify(found) ?? String(found);
