/** The tables of searches: what each took, and beside it what other programs took in the same scope. */
import { markdown, mebibytes, millions, seconds, whole } from "./markdown.ts";
import { ASKED, inShort, type Measured, type Other, type Run } from "./run.ts";

export interface Row {
  readonly run: Run;
  readonly took: Measured;
}

const HEAD = ["user s", "wall s", "M states/s", "M calls/s", "bytes/state", "peak MiB"];

function cellsOf({ states, calls, user, wall, bytes, peak }: Measured): string[] {
  return [
    seconds(user),
    seconds(wall),
    millions(states / wall),
    millions(calls / wall),
    (bytes / states).toFixed(1),
    mebibytes(peak),
  ];
}

/** What our own searches took. */
export function ownTable(rows: readonly Row[]): string {
  const cells = rows.map(({ run, took }) => [
    inShort(run.scope),
    whole(took.states),
    run.properties,
    String(run.workers),
    ...cellsOf(took),
  ]);
  return markdown(["scope", "states", "properties", "workers", ...HEAD], cells);
}

const NAMED = {
  all: "all properties",
  "of steps": "properties of worlds and steps",
  none: "no properties",
} as const;

/** What others took in a scope, beside our own searches there with one worker. */
export interface Beside {
  readonly own: readonly Row[];
  readonly others: readonly Other[];
}

/**
 * What each search took, and for each set of checked properties our user seconds divided by its own.
 *
 * @throws {Error} if two do not count the same number of states
 */
export function comparisonTable(scopes: readonly Beside[]): string {
  const asked = ASKED.filter((properties) =>
    scopes.some(({ own }) => own.some(({ run }) => run.properties === properties)),
  );
  const rows = scopes.flatMap(({ own, others }) => {
    const alone = own.filter(({ run }) => run.workers === 1);
    const [first] = alone;
    if (first === undefined) return [];
    const scope = inShort(first.run.scope);
    for (const { name, states } of others)
      if (states !== first.took.states)
        throw new Error(`${scope} has ${first.took.states} states for nsmodel, and ${states} for ${name}`);
    const ofOwn = alone.map(({ run: { properties }, took }) => ({
      name: `nsmodel, ${NAMED[properties]}`,
      ...took,
    }));
    return [...ofOwn, ...others].map(({ name, user, wall, peak }) => [
      scope,
      name,
      seconds(user),
      seconds(wall),
      mebibytes(peak),
      ...asked.map((properties) => {
        const ours = alone.find(({ run }) => run.properties === properties);
        return ours === undefined ? "" : (ours.took.user / user).toFixed(1);
      }),
    ]);
  });
  const ratios = asked.map((properties) => `${properties} ÷ this`);
  return markdown(["scope", "search", "user s", "wall s", "peak MiB", ...ratios], rows, 2);
}
