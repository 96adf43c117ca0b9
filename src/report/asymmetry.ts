import type { Asymmetry } from "../engine/symmetry-test/asymmetry.ts";
import { taskNumber } from "../model/numbers.ts";
import type { Operation } from "../model/operation.ts";
import { unreachable } from "../model/unreachable.ts";
import { printable, quoted } from "../text/printable.ts";

/**
 * What was found not to be symmetric, as a sentence: the call, the world, and the two numbers whose exchange shows it.
 *
 * @param model the name of the design
 */
export function asymmetryInWords(model: string, asymmetry: Asymmetry): string {
  const { property, difference, exchanged, history } = asymmetry;
  const who =
    property === undefined ? `the design ${printable(model)}` : `the property ${printable(property)}`;
  const exchange =
    exchanged === undefined
      ? "some numbers"
      : `the numbers ${exchanged.one} and ${exchanged.other} of ${nounOf(exchanged.sort)}`;
  if (difference.is === "no history")
    return `Numbers matter to ${who}: it is broken up to symmetry, but no history breaks it without symmetry.`;
  return `Numbers matter to ${who}: ${whereInWords(history)} ${differenceInWords(difference, exchange, asymmetry)}.`;
}

/** What the search did about it, as a sentence. */
export function consequenceInWords(asymmetries: readonly Asymmetry[]): string {
  const isDesign = asymmetries.some(({ property }) => property === undefined);
  if (isDesign) return "So everything was searched without symmetry.";
  return `So ${asymmetries.length === 1 ? "it was" : "they were"} decided by a search without symmetry.`;
}

function whereInWords(history: readonly Operation[] | undefined): string {
  if (history === undefined) return "in some world";
  if (history.length === 0) return "in the first world";
  return `after ${history.map(callInWords).join(", ")}`;
}

function callInWords({ op, task, ...fields }: Operation): string {
  const values = Object.values(fields).map((value) =>
    Array.isArray(value) ? value.map((item) => printable(String(item))).join(",") : quoted(String(value)),
  );
  return `${printable(op)}(${[task, ...values].join(" ")})`;
}

/** A difference between two worlds that should differ only in numbers. */
type Difference = Exclude<Asymmetry["difference"], { readonly is: "no history" }>;

function differenceInWords(difference: Difference, exchange: string, { exchanged }: Asymmetry): string {
  const other = (call: Operation): string => callInWords({ ...call, task: exchangedTask(call, exchanged) });
  switch (difference.is) {
    case "form":
      return `the world refers to something that is gone, so exchanging ${exchange} makes it a different one`;
    case "throws":
      return `the design throws once ${exchange} are exchanged`;
    case "offer":
      return difference.isInFirst
        ? `${callInWords(difference.call)} is tried, but not ${other(difference.call)} once ${exchange} are exchanged`
        : `${callInWords(difference.call)} is not tried, but ${other(difference.call)} is once ${exchange} are exchanged`;
    case "outcome":
      return (
        `${callInWords(difference.call)} gives ${difference.outcome}, but ${other(difference.call)} gives ${difference.other} ` +
        `once ${exchange} are exchanged`
      );
    case "successor":
      return `${callInWords(difference.call)} has a different effect from ${other(difference.call)} once ${exchange} are exchanged`;
    case "finding": {
      const about = difference.call === undefined ? "there" : `on ${callInWords(difference.call)}`;
      return `it finds "${difference.finding}" ${about}, and ${difference.other === "throws" ? "throws" : `"${difference.other}"`} once ${exchange} are exchanged`;
    }
    case "answer": {
      const about = difference.call === undefined ? "" : ` on ${callInWords(difference.call)}`;
      return `${difference.of} answers differently${about} once ${exchange} are exchanged`;
    }
    default:
      return unreachable(difference);
  }
}

const TASKS = "task";

function exchangedTask({ task }: Operation, exchanged: Asymmetry["exchanged"]): Operation["task"] {
  if (exchanged?.sort !== TASKS) return task;
  if (task === exchanged.one) return taskNumber(exchanged.other);
  return task === exchanged.other ? taskNumber(exchanged.one) : task;
}

/** The plural of a sort of number, as a shape names it. */
function nounOf(sort: string): string {
  return `${printable(sort)}${sort.endsWith("y") || sort.endsWith("s") ? "" : "s"}`;
}
