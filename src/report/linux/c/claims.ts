import type { LinuxExpectation, ListedEntry } from "../../../domains/linux/expectation.ts";
import { TASK_STATES } from "../../../domains/linux/observation.ts";
import { handleName } from "./calls.ts";
import { constant } from "./text.ts";

/** One thing that a history expects, as a C expression and in words. */
export interface Claim {
  readonly expression: string;
  readonly told: string;
  /** What it needs of the runtime. */
  readonly needs: readonly string[];
}

/** What a line of a history expects, one claim for each thing. */
export function claimsOf(expectation: LinuxExpectation): Claim[] {
  const { parent, owner, same, different, opens, stale, names, listed, unlisted } = expectation;
  return [
    ...TASK_STATES.flatMap((state) => {
      const tasks = expectation[state];
      if (tasks === undefined) return [];
      const bits = tasks.length === 0 ? "0" : tasks.map((task) => `BIT(${task})`).join(" | ");
      return claim(
        `are(${constant(state)}, ${bits})`,
        `${state}: ${tasks.join(", ") || "none"}`,
        `expect:${state}`,
      );
    }),
    ...[...(parent ?? [])].flatMap(([task, other]) =>
      claim(`is_child(${task}, ${other})`, `${other} is the parent of ${task}`, "expect:parent"),
    ),
    ...(owner ?? []).flatMap(([link, task, other]) =>
      claim(
        `is_owner(${constant(link)}, ${task}, ${other})`,
        `user of ${other} owns ${link} of ${task}`,
        "expect:owner",
      ),
    ),
    ...(same ?? []).flatMap(([link, task, other]) =>
      claim(
        `is_same(${constant(link)}, ${task}, ${other})`,
        `${task} and ${other} share ${link}`,
        "expect:same",
      ),
    ),
    ...(different ?? []).flatMap(([link, task, other]) =>
      claim(
        `is_different(${constant(link)}, ${task}, ${other})`,
        `${task} and ${other} do not share ${link}`,
        "expect:different",
      ),
    ),
    ...(opens ?? []).flatMap((handle) =>
      claim(`opens(${handleName(handle)})`, `handle ${handle} opens`, "expect:opens"),
    ),
    ...(stale ?? []).flatMap((handle) =>
      claim(`(skipped || is_stale(${handleName(handle)}))`, `handle ${handle} is stale`, "handles"),
    ),
    ...(names ?? []).flatMap(([link, task, handle]) =>
      claim(
        `names(${constant(link)}, ${task}, ${handleName(handle)})`,
        `handle ${handle} names ${link} of ${task}`,
        "expect:names",
      ),
    ),
    ...(listed === undefined ? [] : inOrder(listed)),
    ...(unlisted ?? []).map((entry) => ({
      expression: `is_unlisted(${idOf(entry)})`,
      told: `${entryInWords(entry)} is not listed`,
      needs: ["expect:unlisted", needOf(entry)],
    })),
  ];
}

const claim = (expression: string, told: string, need: string): Claim[] => [
  { expression, told, needs: [need] },
];

function inOrder(entries: readonly ListedEntry[]): Claim[] {
  return [
    {
      expression: `are_listed(${entries.length}, (uint64_t []){ ${entries.map(idOf).join(", ")} })`,
      told: `${entries.map(entryInWords).join(", ")} listed in this order`,
      needs: ["expect:listed", ...entries.map(needOf)],
    },
  ];
}

const idOf = (entry: ListedEntry): string =>
  entry.length === 1 ? `id_of_handle(${handleName(entry[0])})` : `id_of(${constant(entry[0])}, ${entry[1]})`;

const needOf = (entry: ListedEntry): string => (entry.length === 1 ? "list:handle" : "list:link");

const entryInWords = (entry: ListedEntry): string =>
  entry.length === 1 ? `handle ${entry[0]}` : `${entry[0]} of ${entry[1]}`;
