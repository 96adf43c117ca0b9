/**
 * Makes mutants of each rule of `linux` and checks whether the histories of `conform linux` distinguish them from the kernel: `npm run mutants`. A history in
 * which a mutant differs from the model is played on this machine's kernel if possible, and shortened there. `--sort errno,order` takes only these sorts,
 * `--part 2/6` only the second sixth, and `--histories 100` plays that many random histories after those for each refusal.
 */
import { parseArgs } from "node:util";
import { linux } from "../../models/linux/linux.ts";
import { CannotRun } from "../../src/conformance/cannot-run.ts";
import { LinuxKernel } from "../../src/conformance/linux/linux-kernel.ts";
import { linuxScopes } from "../../src/domains/linux/scopes.ts";
import type { Model } from "../../src/model/model.ts";
import { ruledTable } from "../../src/text/columns.ts";
import { linuxStandingIn } from "../conformance/linux/standing-in.ts";
import { built } from "./built.ts";
import { whyAlike, whyLong } from "./excused.ts";
import { found } from "./find.ts";
import { Histories } from "./histories.ts";
import { type Mutation, mutations } from "./mutations.ts";

const MODEL = linux as unknown as Model; // a design of one domain, typed as one of any domain
/** Upper bound on the events that a shortened history should have. */
const FEW = 6;

const { values } = parseArgs({
  options: {
    sort: { type: "string" },
    part: { type: "string", default: "1/1" },
    histories: { type: "string", default: "300" },
  },
});
const sorts = values.sort?.split(",");
const [part = 1, parts = 1] = values.part.split("/").map(Number);
const wanted = mutations()
  .filter(({ sort }) => sorts?.includes(sort) ?? true)
  .filter((_, index) => index % parts === part - 1);

const kernel = await LinuxKernel.start().catch((error: unknown) => {
  if (!(error instanceof CannotRun)) throw error;
  process.stderr.write(`On the model alone: ${error.message}.\n`);
  return undefined;
});
const standIn = linuxStandingIn(MODEL);
const here = new Histories(
  MODEL,
  { ...linuxScopes.defaults.conform, kernel: kernel?.about.version ?? "6.18" },
  Number(values.histories),
);
/** Histories by the rules of later releases, which the kernel here may not have. */
const later = ["6.19", "7.2", "7.3"].map(
  (version) => new Histories(MODEL, { ...linuxScopes.defaults.conform, kernel: version }, 0),
);

const VERDICTS = ["few events", "more events", "by later rules", "alike", "not found"] as const;
interface Told {
  readonly verdict: (typeof VERDICTS)[number];
  readonly words: string;
}

async function told(mutation: Mutation): Promise<Told> {
  const mutant = await built(mutation);
  const one = await found(kernel ?? standIn, MODEL, mutant, here.scope, here);
  if (one === undefined) {
    for (const histories of later)
      if ((await found(standIn, MODEL, mutant, histories.scope, histories)) !== undefined)
        return { verdict: "by later rules", words: "" };
    const why = whyAlike(mutation);
    return { verdict: why === undefined ? "not found" : "alike", words: why ?? "" };
  }
  const { length } = one.operations;
  if (length <= FEW) return { verdict: "few events", words: "" };
  const why = whyLong(mutation);
  return { verdict: why === undefined ? "not found" : "more events", words: `${length} events; ${why}` };
}

const counts = new Map<string, number>();
let isMissing = false;
for (const mutation of wanted) {
  const { verdict, words } = await told(mutation);
  const key = `${mutation.sort} ${verdict}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
  isMissing ||= verdict === "not found";
  if (verdict !== "few events") console.log(`${verdict}: ${mutation.name}${words && `: ${words}`}`);
}
await kernel?.close();

const rows = [...new Set(wanted.map(({ sort }) => sort))].map((sort) => [
  sort,
  ...VERDICTS.map((verdict) => String(counts.get(`${sort} ${verdict}`) ?? 0)),
]);
console.log(ruledTable(["what is changed", `found, up to ${FEW} events`, ...VERDICTS.slice(1)], rows));
if (isMissing) process.exitCode = 1;
